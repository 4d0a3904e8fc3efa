#ifndef SPARKD_READER_ICS_READER_H
#define SPARKD_READER_ICS_READER_H

/*
 * The program `sparkd-ics`, which reads a stranger's calendar file for the
 * server (ics_child.h): standard input to standard output. Before it reads a
 * byte it gives up the power to open anything (so: no network, no files), to
 * start anything, to grow beyond 256 MB and to run longer than two seconds.
 * argv: nothing more asks for the dates (ics_dates.h), "FROM TO", UTC seconds,
 * when somebody is taken (ics_busy.h). Exit status 0: what was written is whole.
 * Does not return.
 */
_Noreturn void ics_reader_main(int argc, char **argv);

#endif
