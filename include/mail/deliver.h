#ifndef SPARKD_MAIL_DELIVER_H
#define SPARKD_MAIL_DELIVER_H

#define DELIVER_FD 3

/*
 * The deliverer's whole life (`sparkd deliver`, mail specification, section 1):
 * settings and messages come in over the socket that is descriptor
 * DELIVER_FD, each result goes back before the next message is taken; one SMTP
 * session, then it ends. Started by the mailer only. Returns the exit status.
 */
int deliver_main(void);

#endif
