# cmake -DGROUP=… -DDIR=… -DLIST=… -DOUT=… -P embed_texts.cmake
# Writes OUT/embedded_GROUP.S (the bytes) and OUT/embedded_GROUP.c (the table)
# for the files named in LIST, one path below DIR a line.
file(STRINGS ${LIST} names)
list(SORT names)

set(bytes "/* Made by cmake/embed_texts.cmake. */\n    .section .rodata, \"a\", %progbits\n")
set(places "")
set(rows "")
set(index 0)
foreach(name IN LISTS names)
  file(SIZE ${DIR}/${name} size)
  set(symbol embedded_${GROUP}_${index})
  string(APPEND bytes "    .globl ${symbol}\n${symbol}:\n    .incbin \"${DIR}/${name}\"\n    .byte 0\n")
  string(APPEND places "extern const char ${symbol}[];\n")
  string(APPEND rows "    {\"${name}\", {${symbol}, ${size}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
string(APPEND bytes "    .section .note.GNU-stack, \"\", %progbits\n")

file(WRITE ${OUT}/embedded_${GROUP}.S "${bytes}")
file(WRITE ${OUT}/embedded_${GROUP}.c
"/* Made by cmake/embed_texts.cmake. */
#include \"embedded.h\"

${places}
const struct embedded embedded_${GROUP}[] = {
${rows}    {NULL, {NULL, 0}},
};
")
