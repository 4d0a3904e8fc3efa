/* DESIGN: one mail as bytes: headers, text and HTML, an invitation where there is one. */
#include "mime.h"

#include <sodium.h>
#include <string.h>

#include "mime_word.h"
#include "person.h"
#include "token.h"
#include "tz.h"

enum { LINE_QP = 76, LINE_BASE64_BYTES = 57, BOUNDARY_MAX = 48 };

void mime_format_date(struct instant t, char ret[static MIME_DATE_MAX])
{
    static const char days[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct local local = tz_local(t);
    struct civil civil = day_civil(local.day);
    int minutes = tz_offset_s(t) / 60;
    int size = minutes < 0 ? -minutes : minutes;
    snprintf(ret, MIME_DATE_MAX, "%s, %d %s %04d %02d:%02d:%02d %c%02d%02d",
             days[day_weekday(local.day)], civil.day, months[(civil.month - 1) % 12], civil.year,
             local.hour, local.minute, local.second, minutes < 0 ? '-' : '+', size / 60 % 24,
             size % 60);
}

/* ---- what may be sent ---- */

static bool address_is_safe(const struct mime_address *address)
{
    return person_email_is_valid(str_of(address->email)) &&
           (!address->name || mime_text_is_safe(address->name));
}

/* Printable ASCII without spaces: ids, domains, addresses of pages. */
static bool is_token(const char *text)
{
    for (const char *p = text; *p; p++)
        if (*p <= ' ' || *p > '~' || *p == '"' || *p == '\\')
            return false;
    return *text != '\0';
}

static bool is_message_id(const char *id)
{
    size_t n = strlen(id);
    return n > 4 && n < 200 && is_token(id) && id[0] == '<' && id[n - 1] == '>' &&
           strchr(id, '@') && strcspn(id + 1, "<>") == n - 2;
}

static bool is_url(const char *url)
{
    return is_token(url) && strlen(url) < 900 && !strpbrk(url, "<>,");
}

static bool body_is_safe(struct str s)
{
    return str_is_utf8(s) && !str_has_controls(s, true) && !memchr(s.p ? s.p : "", '\r', s.n);
}

static bool list_is_safe(const struct mime_mail *mail)
{
    if (!mail->list_id)
        return true;
    return is_token(mail->list_id) && !strpbrk(mail->list_id, "<>") &&
           (!mail->list_name || mime_text_is_safe(mail->list_name)) &&
           person_email_is_valid(str_of(mail->unsubscribe_mailto)) &&
           (!mail->unsubscribe_url || is_url(mail->unsubscribe_url));
}

static bool is_safe(const struct mime_mail *mail)
{
    return address_is_safe(&mail->from) && address_is_safe(&mail->to) &&
           (!mail->reply_to.email || address_is_safe(&mail->reply_to)) &&
           mime_text_is_safe(mail->subject) && is_message_id(mail->message_id) &&
           (!mail->thread_id || is_message_id(mail->thread_id)) && body_is_safe(mail->text) &&
           body_is_safe(mail->html) && list_is_safe(mail) &&
           (!mail->method || is_token(mail->method));
}

/* ---- bodies ---- */

static bool needs_quoting(struct str line, size_t i, size_t column)
{
    unsigned char c = (unsigned char)line.p[i];
    bool last = i + 1 == line.n;
    if (c == '=' || c > '~' || (c < ' ' && c != '\t'))
        return true;
    if (last && (c == ' ' || c == '\t'))
        return true;
    return column == 0 && (c == '.' || c == 'F'); /* what relays and mailboxes touch */
}

/* RFC 2045, section 6.7: one line, without its end. */
static void add_quoted_line(struct buf *out, struct str line)
{
    size_t column = 0;
    for (size_t i = 0; i < line.n; i++) {
        bool quoted = needs_quoting(line, i, column);
        size_t width = quoted ? 3 : 1, reserve = i + 1 == line.n ? 0 : 1;
        if (column + width + reserve > LINE_QP) {
            buf_add_c(out, "=\r\n");
            column = 0;
            quoted = needs_quoting(line, i, 0);
            width = quoted ? 3 : 1;
        }
        if (quoted)
            buf_printf(out, "=%02X", (unsigned char)line.p[i]);
        else
            buf_add_char(out, line.p[i]);
        column += width;
    }
}

static void add_quoted_printable(struct buf *out, struct str text)
{
    struct str rest = text, line;
    if (text.n > 0 && text.p[text.n - 1] == '\n')
        rest.n--;
    while (str_split(&rest, '\n', &line)) {
        add_quoted_line(out, line);
        buf_add_c(out, "\r\n");
    }
}

static void add_base64(struct buf *out, struct str bytes)
{
    char line[LINE_BASE64_BYTES / 3 * 4 + 1];
    while (bytes.n > 0) {
        struct str part = str_first(bytes, LINE_BASE64_BYTES);
        sodium_bin2base64(line, sizeof line, (const unsigned char *)part.p, part.n,
                          sodium_base64_VARIANT_ORIGINAL);
        buf_add_c(out, line);
        buf_add_c(out, "\r\n");
        bytes = str_from(bytes, part.n);
    }
}

/* ---- headers ---- */

static void add_header(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, "%s: %s\r\n", name, value);
}

static void add_address_header(struct buf *out, const char *name,
                               const struct mime_address *address)
{
    if (!address->email)
        return;
    buf_printf(out, "%s: ", name);
    mime_add_address(out, address, strlen(name) + 2);
    buf_add_c(out, "\r\n");
}

static void add_list_headers(struct buf *out, const struct mime_mail *mail)
{
    if (!mail->list_id)
        return;
    buf_add_c(out, "List-Id: ");
    if (mail->list_name) {
        mime_add_text(out, str_of(mail->list_name), strlen("List-Id: "));
        buf_add_c(out, "\r\n ");
    }
    buf_printf(out, "<%s>\r\n", mail->list_id);
    buf_add_c(out, "List-Unsubscribe: ");
    if (mail->unsubscribe_url)
        buf_printf(out, "<%s>,\r\n ", mail->unsubscribe_url);
    buf_printf(out, "<mailto:%s?subject=unsubscribe>\r\n", mail->unsubscribe_mailto);
    if (mail->unsubscribe_url)
        add_header(out, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
}

static void add_headers(struct buf *out, const struct mime_mail *mail)
{
    char date[MIME_DATE_MAX];
    mime_format_date(mail->date, date);
    add_address_header(out, "From", &mail->from);
    add_address_header(out, "To", &mail->to);
    add_address_header(out, "Reply-To", &mail->reply_to);
    buf_add_c(out, "Subject: ");
    mime_add_text(out, str_of(mail->subject), strlen("Subject: "));
    buf_add_c(out, "\r\n");
    add_header(out, "Date", date);
    add_header(out, "Message-ID", mail->message_id);
    if (mail->thread_id) {
        add_header(out, "In-Reply-To", mail->thread_id);
        add_header(out, "References", mail->thread_id);
    }
    add_header(out, "Auto-Submitted", "auto-generated");
    add_header(out, "X-Auto-Response-Suppress", "OOF, DR, RN, NRN, AutoReply");
    add_list_headers(out, mail);
    add_header(out, "MIME-Version", "1.0");
}

/* ---- parts ---- */

/* A boundary that no quoted-printable or base64 line can be: "=_" is neither. */
static void make_boundary(const struct mime_mail *mail, const char *which,
                          char ret[static BOUNDARY_MAX])
{
    char hex[SHA256_HEX_MAX];
    token_sha256_hex(str_of(mail->message_id), hex);
    snprintf(ret, BOUNDARY_MAX, "=_%s_%.24s", which, hex);
}

static void add_multipart(struct buf *out, const char *kind, const char *boundary)
{
    buf_printf(out, "Content-Type: multipart/%s;\r\n boundary=\"%s\"\r\n\r\n", kind, boundary);
}

static void add_text_part(struct buf *out, const char *boundary, const char *type, struct str body)
{
    buf_printf(out,
               "--%s\r\nContent-Type: %s; charset=utf-8\r\n"
               "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
               boundary, type);
    add_quoted_printable(out, body);
}

static void add_alternative(struct buf *out, const struct mime_mail *mail)
{
    char boundary[BOUNDARY_MAX];
    make_boundary(mail, "a", boundary);
    add_multipart(out, "alternative", boundary);
    add_text_part(out, boundary, "text/plain", mail->text);
    add_text_part(out, boundary, "text/html", mail->html);
    if (mail->method) {
        buf_printf(out,
                   "--%s\r\nContent-Type: text/calendar; charset=utf-8; method=%s\r\n"
                   "Content-Transfer-Encoding: base64\r\n\r\n",
                   boundary, mail->method);
        add_base64(out, mail->calendar);
    }
    buf_printf(out, "--%s--\r\n", boundary);
}

/* Mail programs take an invitation apart themselves; several dates are a file that they open. */
static void add_invitation(struct buf *out, const struct mime_mail *mail)
{
    char boundary[BOUNDARY_MAX];
    const char *type = mail->method ? "application/ics" : "text/calendar; charset=utf-8";
    const char *name = mail->method ? "invite.ics" : "dates.ics";
    make_boundary(mail, "m", boundary);
    add_multipart(out, "mixed", boundary);
    buf_printf(out, "--%s\r\n", boundary);
    add_alternative(out, mail);
    buf_printf(out,
               "--%s\r\nContent-Type: %s; name=\"%s\"\r\n"
               "Content-Disposition: attachment; filename=\"%s\"\r\n"
               "Content-Transfer-Encoding: base64\r\n\r\n",
               boundary, type, name, name);
    add_base64(out, mail->calendar);
    buf_printf(out, "--%s--\r\n", boundary);
}

enum err mime_compose(const struct mime_mail *mail, struct buf *out)
{
    if (!is_safe(mail))
        return ERR_INVALID;
    add_headers(out, mail);
    if (mail->method || mail->calendar.n)
        add_invitation(out, mail);
    else
        add_alternative(out, mail);
    return out->full ? ERR_LIMIT : OK;
}
