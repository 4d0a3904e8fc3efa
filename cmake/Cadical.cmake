# CaDiCaL is a static library in C++ for a program in C. Its runtime is linked into sparkd: loaded
# beside it, libstdc++ and libgcc_s cost every idle server a megabyte. No C++ compiler is asked for.
find_library(CADICAL_LIBRARY cadical REQUIRED)
find_path(CADICAL_INCLUDE_DIR ccadical.h REQUIRED)

add_library(cadical INTERFACE)
target_include_directories(cadical SYSTEM INTERFACE ${CADICAL_INCLUDE_DIR})
if(SPARKD_SANITIZE STREQUAL "none")
  execute_process(COMMAND ${CMAKE_C_COMPILER} -print-file-name=libstdc++.a
                  OUTPUT_VARIABLE CXX_RUNTIME OUTPUT_STRIP_TRAILING_WHITESPACE)
else()
  set(CXX_RUNTIME stdc++) # the sanitizers load it anyway, and two of them do not mix
endif()
target_link_libraries(cadical INTERFACE ${CADICAL_LIBRARY} ${CXX_RUNTIME} m)
