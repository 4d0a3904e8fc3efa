# What is part of the binary besides code.
#
# Texts (templates, migrations, policy packs, data) need no tool but CMake and
# belong to `base`, since every layer may read them. The pages' stylesheet and
# scripts are built by npm's sass and esbuild and belong to `web` alone, so a
# unit test of another layer never waits for npm.

find_program(NODE NAMES node nodejs REQUIRED)
find_program(NPM npm REQUIRED)
set(EMBED_DIR ${CMAKE_BINARY_DIR}/embed)

# sparkd_embed_texts(GROUP DIR PATTERN...): embedded_GROUP[] of base/embedded.h.
function(sparkd_embed_texts group dir)
  list(TRANSFORM ARGN PREPEND ${dir}/)
  file(GLOB_RECURSE names RELATIVE ${dir} CONFIGURE_DEPENDS ${ARGN})
  list(JOIN names "\n" lines)
  set(list ${EMBED_DIR}/${group}.list)
  file(CONFIGURE OUTPUT ${list} CONTENT "${lines}\n" @ONLY)
  list(TRANSFORM names PREPEND ${dir}/ OUTPUT_VARIABLE files)
  set(made ${EMBED_DIR}/embedded_${group}.c ${EMBED_DIR}/embedded_${group}.S)
  add_custom_command(
    OUTPUT ${made}
    COMMAND ${CMAKE_COMMAND} -DGROUP=${group} -DDIR=${dir} -DLIST=${list} -DOUT=${EMBED_DIR}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_texts.cmake
    DEPENDS ${files} ${list} ${CMAKE_SOURCE_DIR}/cmake/embed_texts.cmake
    COMMENT "Embedding ${group}" VERBATIM)
  set_source_files_properties(${EMBED_DIR}/embedded_${group}.S PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(base PRIVATE ${made})
endfunction()

sparkd_embed_texts(templates ${CMAKE_SOURCE_DIR}/templates *.html *.txt)
sparkd_embed_texts(migrations ${CMAKE_SOURCE_DIR}/src/store/migrations/sqlite *.sql)
sparkd_embed_texts(policies ${CMAKE_SOURCE_DIR}/conf/policies *.json)
sparkd_embed_texts(data ${CMAKE_SOURCE_DIR}/conf/data *)

# The packages of the lockfile, a copy a build folder so that two builds at
# once never meet. A build without tests leaves out what only checks need.
set(NPM_DIR ${CMAKE_BINARY_DIR}/npm)
set(npm_omit)
if(NOT SPARKD_TESTS)
  set(npm_omit --omit=dev)
endif()
add_custom_command(
  OUTPUT ${NPM_DIR}/installed
  COMMAND ${CMAKE_COMMAND} -E make_directory ${NPM_DIR}
  COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/package.json
          ${CMAKE_SOURCE_DIR}/package-lock.json ${CMAKE_SOURCE_DIR}/.npmrc ${NPM_DIR}
  COMMAND ${CMAKE_COMMAND} -E chdir ${NPM_DIR} ${NPM} ci --ignore-scripts --no-audit --no-fund
          --prefer-offline --loglevel=error ${npm_omit}
  COMMAND ${CMAKE_COMMAND} -E touch ${NPM_DIR}/installed
  DEPENDS ${CMAKE_SOURCE_DIR}/package.json ${CMAKE_SOURCE_DIR}/package-lock.json
  COMMENT "Installing the front end's packages" VERBATIM)

# The stylesheet and scripts, named by their hash, with .gz and .br beside them.
file(GLOB asset_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/templates/assets/*)
set(ASSETS_DIR ${CMAKE_BINARY_DIR}/assets)
set(assets_made ${ASSETS_DIR}/asset_table.c ${ASSETS_DIR}/asset_bytes.S ${ASSETS_DIR}/assets.json)
add_custom_command(
  OUTPUT ${assets_made}
  COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/cmake/assets.mjs ${NPM_DIR}
          ${CMAKE_SOURCE_DIR}/templates/assets ${ASSETS_DIR}
  DEPENDS ${asset_sources} ${CMAKE_SOURCE_DIR}/cmake/assets.mjs ${NPM_DIR}/installed
  COMMENT "Building the stylesheet and scripts" VERBATIM)
set_source_files_properties(${ASSETS_DIR}/asset_bytes.S PROPERTIES OBJECT_DEPENDS ${ASSETS_DIR}/assets.json)
target_sources(web PRIVATE ${ASSETS_DIR}/asset_table.c ${ASSETS_DIR}/asset_bytes.S)
set_source_files_properties(${ASSETS_DIR}/asset_table.c PROPERTIES
  COMPILE_OPTIONS "-iquote;${CMAKE_SOURCE_DIR}/src/web")
