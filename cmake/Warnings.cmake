# One list of warnings for every target of ours. -Werror in dev only: a newer
# compiler on somebody's machine must not stop a release build.
add_library(sparkd_warnings INTERFACE)
target_compile_options(sparkd_warnings INTERFACE
  -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith
  -Wwrite-strings -Wundef -Wformat=2 -Wvla -Wconversion -Wno-sign-conversion
  -Wno-missing-field-initializers
  $<$<BOOL:${SPARKD_WERROR}>:-Werror>)
