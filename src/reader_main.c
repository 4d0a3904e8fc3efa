/* DESIGN: where the program that reads calendar files begins; it is no part of sparkd's own. */
#include "ics_reader.h"

int main(int argc, char **argv)
{
    ics_reader_main(argc, argv);
}
