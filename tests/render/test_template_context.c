/* DESIGN: the escaper of each place in the HTML, and each place where a value is refused. */
#include "template_check.h"

static void test_text_escaper(void **state)
{
    (void)state;
    const char *view = "{\"v\":\"<i> & \\\"q\\\" 'a' \\u0000 Zo\\u00eb\",\"v_html\":\"<i>&\"}";
    const char *want = "&lt;i&gt; &amp; &quot;q&quot; &#39;a&#39; \xEF\xBF\xBD Zo\xC3\xAB";
    static const char *const places[][2] = {
        {"<p>", "</p>"},
        {"<title>", "</title>"},
        {"<TextArea rows=3>", "</TEXTAREA >"},
        {"<p title=\"", "\">"},
        {"<p title='", "'>"},
        {"<p class=a\ttitle = \"x ", "\" hidden>"},
        {"<p data-x=\"", "\"/>"},
        {"< 3 <3 </>", ""},
        {"<!-- > --><!----><!-->", ""},
        {"<!doctype html>", "<?x?>"},
        {"<script>if (a < b) \"</b>\"</script>", "<style>p > a {}</style >"},
        {"<title><b></titles></title><p>", ""},
        {"<meta name=\"description\" content=\"", "\">"},
        {"<input type=text value=\"", "\">"},
    };
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        char text[200], result[300];
        snprintf(text, sizeof(text), "%s{{v}}%s", places[i][0], places[i][1]);
        snprintf(result, sizeof(result), "%s%s%s", places[i][0], want, places[i][1]);
        check_html(text, view, result);
    }
    check_html("<p>{{{v_html}}}</p>", view, "<p><i>&</p>");
    check_html("{{v_html}}", view, "&lt;i&gt;&amp;");
    check_text("t.txt", "<p {{v_html}}>", view, "<p <i>&>");
}

static void test_url_start(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"/events/7", "/events/7"},
        {"/", "/"},
        {"#top", "#top"},
        {"?a=1&b='2'", "?a=1&amp;b=&#39;2&#39;"},
        {"https://x.example/", "https://x.example/"},
        {"http://x.example/", "http://x.example/"},
        {"HTTPS://x.example/", "HTTPS://x.example/"},
        {"mailto:a@x.example", "mailto:a@x.example"},
        {"tel:+44123", "tel:+44123"},
        {"webcal://x.example:8080/cal/t.ics", "webcal://x.example:8080/cal/t.ics"},
        {"webcal:x", "#blocked"},
        {"//x.example", "#blocked"},
        {"/\\\\x.example", "#blocked"},
        {"/\\t/x.example", "#blocked"},
        {"/\\n/x.example", "#blocked"},
        {"javascript:alert(1)", "#blocked"},
        {"JavaScript:alert(1)", "#blocked"},
        {" javascript:alert(1)", "#blocked"},
        {"java\\tscript:alert(1)", "#blocked"},
        {"data:text/html,x", "#blocked"},
        {"https:x", "#blocked"},
        {"events/7", "#blocked"},
        {"", "#blocked"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char json[100], want[100];
        snprintf(json, sizeof(json), "{\"u\":\"%s\"}", rows[i][0]);
        snprintf(want, sizeof(want), "<a href=\"%s\">", rows[i][1]);
        check_html("<a href=\"{{u}}\">", json, want);
    }
    check_html("<a href=\" {{u}}\">", "{\"u\":7}", "<a href=\" #blocked\">");
    check_html("<a href=\"{{u}}\">", "{\"u\":[]}", "<a href=\"#blocked\">");
    static const char *const names[] = {"href",   "SRC",  "action",     "formaction", "cite",
                                        "poster", "data", "xlink:href", "ping",       "background"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char text[100], want[100];
        snprintf(text, sizeof(text), "<a b=\"c\" %s = '{{u}}'>", names[i]);
        snprintf(want, sizeof(want), "<a b=\"c\" %s = '#blocked'>", names[i]);
        check_html(text, "{\"u\":\"javascript:alert(1)\"}", want);
    }
}

static void test_url_rest(void **state)
{
    (void)state;
    const char *view = "{\"u\":\"/a b?c=d&e#f'%:@\\u00eb~\"}";
#define ENCODED "%3Fc%3Dd%26e%23f%27%25%3A%40%C3%AB~"
    static const char *const rows[][2] = {
        {"/x/{{u}}", "/x//a%20b" ENCODED},
        {"/x?q={{u}}", "/x?q=%2Fa%20b" ENCODED},
        {"/x#{{u}}", "/x#%2Fa%20b" ENCODED},
        {"?{{u}}", "?%2Fa%20b" ENCODED},
        {"#{{u}}", "#%2Fa%20b" ENCODED},
        {"x{{u}}", "x/a%20b" ENCODED},
        {"https://x.example/{{u}}", "https://x.example//a%20b" ENCODED},
        /* the first / must not become // */
        {"/{{u}}", "/%2Fa%20b" ENCODED},
        /* nor behind what browsers take out of an address */
        {"/\r{{u}}", "/\r%2Fa%20b" ENCODED},
        {"/\n\t{{u}}", "/\n\t%2Fa%20b" ENCODED},
        {"{{u}}{{u}}", "/a b?c=d&amp;e#f&#39;%:@\xC3\xAB~%2Fa%20b" ENCODED},
        {"mailto:{{u}}", "mailto:%2Fa%20b%3Fc%3Dd%26e%23f%27%25%3A@%C3%AB~"},
        {"/x{{#u}}?y={{.}}{{/u}}", "/x?y=%2Fa%20b" ENCODED},
        {"/x{{#u}}?y{{/u}}{{u}}", "/x?y%2Fa%20b" ENCODED},
        {"{{#u}}/x{{/u}}{{^u}}/y/{{u}}{{/u}}", "/x"},
        {"{{#u}}{{.}}{{/u}}{{^u}}{{v}}{{/u}}", "/a b?c=d&amp;e#f&#39;%:@\xC3\xAB~"},
        {"{{^u}}/x{{/u}}{{v}}", "#blocked"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char text[200], want[300];
        snprintf(text, sizeof(text), "<a href=\"%s\">", rows[i][0]);
        snprintf(want, sizeof(want), "<a href=\"%s\">", rows[i][1]);
        check_html(text, view, want);
    }
}

static void test_sections_in_tags(void **state)
{
    (void)state;
    const char *view = "{\"s\":\"a\\\"b\",\"l\":[1,2]}";
    check_html("<option{{#s}} selected{{/s}}>", view, "<option selected>");
    check_html("<option{{^s}} selected{{/s}}>", view, "<option>");
    check_html("<option value=\"1\"{{#s}} title=\"{{.}}\"{{/s}}{{! c }} hidden>", view,
               "<option value=\"1\" title=\"a&quot;b\" hidden>");
    check_html("<p class=\"a{{#l}} b{{.}}{{/l}}\">", view, "<p class=\"a b1 b2\">");
    check_html("<p {{#s}}hidden {{/s}}class=\"x\">", view, "<p hidden class=\"x\">");
    check_html("<p hidden {{#s}}id=\"x\" {{/s}}/>", view, "<p hidden id=\"x\" />");
    check_html("{{#s}}<b>{{/s}}x{{#s}}</b>{{/s}}", view, "<b>x</b>");
    check_html("<title>{{#s}}x{{/s}}</title>", view, "<title>x</title>");
}

/* Web specification, section 2.2: where no value may stand. */
static void test_value_refusals(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *what;
    } rows[] = {
        {"<p\ntitle={{a}}>", 2, "without quotes: put quotes round it \"a\""},
        {"<p title=x{{a}}>", 1, "without quotes"},
        {"<p title=\n{{a}}>", 2, "without quotes"},
        {"<{{a}}>", 1, "in the name of a tag"},
        {"</{{a}}>", 1, "in the name of a tag"},
        {"<p{{a}}>", 1, "only literal names"},
        {"<p {{a}}>", 1, "only literal names"},
        {"<p x{{a}}=\"y\">", 1, "only literal names"},
        {"<p x {{a}}>", 1, "only literal names"},
        {"<p x=\"y\"{{a}}>", 1, "only literal names"},
        {"<!--\n{{a}} -->", 2, "in a comment or doctype"},
        {"<!doctype {{a}}>", 1, "in a comment or doctype"},
        {"<script>\n\n{{a}}</script>", 3, "in a script"},
        {"<Style>{{a}}</style>", 1, "in a script"},
        {"<iframe>{{a}}</iframe>", 1, "in a script"},
        {"<p onclick=\"{{a}}\">", 1, "on…"},
        {"<p ONx='{{a}}'>", 1, "on…"},
        {"<p style=\"color: {{a}}\">", 1, "style attribute"},
        {"<iframe srcdoc=\"{{a}}\">", 1, "srcdoc"},
        {"<img srcset=\"{{a}} 2x\">", 1, "srcset"},
        {"<link imagesrcset=\"{{a}}\">", 1, "imagesrcset"},
        {"<meta http-equiv=\"{{a}}\">", 1, "an http-equiv attribute"},
        {"<p http-equiv=\"{{a}}\">", 1, "an http-equiv attribute"},
        {"<script nonce=\"{{a}}\"></script>", 1, "nonce"},
        {"<meta http-equiv=\"refresh\"\ncontent=\"1; {{a}}\">", 2, "must be literal"},
        {"<meta content=\"1; {{a}}\"\nhttp-equiv=\"refresh\">", 2, "must be literal"},
        {"<meta{{#a}} http-equiv=\"refresh\"{{/a}} content=\"{{a}}\">", 1, "must be literal"},
        {"<p title=\"{{{a_html}}}\">", 1, "{{{…}}} outside text"},
        {"<title>{{{a_html}}}</title>", 1, "{{{…}}} outside text"},
        {"<a href=\"javascript:{{a}}\">", 1, "an address of an unknown kind"},
        {"<a href=\" JAVASCRIPT:f('{{a}}')\">", 1, "an address of an unknown kind"},
        {"<a href=\"data:text/html,{{a}}\">", 1, "an address of an unknown kind"},
        {"<a href=\"&#106;avascript:{{a}}\">", 1, "an address of an unknown kind"},
        {"<a href=\"java{{a}}:{{a}}\">", 1, "an address of an unknown kind"},
        {"<a href=\"{{#b}}java{{/b}}script:{{a}}\">", 1, "an address of an unknown kind"},
        {"<a href=\"java{{#b}}/{{/b}}script:{{a}}\">", 1, "an address of an unknown kind"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_refused(rows[i].text, rows[i].line, rows[i].what);
}

/* … and what would make the followed state wrong. */
static void test_markup_refusals(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line;
        const char *what;
    } rows[] = {
        {"{{#a}}\n<p title=\"{{/a}}", 2, "ends at another place"},
        {"<p{{#a}}>{{/a}}", 1, "ends at another place"},
        {"<a b=\"{{#a}}\" c=\"{{/a}}\">", 1, "ends at another place"},
        {"<script {{#a}}></script><a {{/a}}>", 1, "ends at another place"},
        {"<title>{{#a}}</title><textarea>{{/a}}</textarea>", 1, "ends at another place"},
        {"<p \n{{#a}}hidden{{/a}}>", 2, "no space at the end of this section"},
        {"<p{{#a}}hidden{{/a}}>", 1, "no space after an attribute"},
        {"<p a=\"b\"c=\"d\">", 1, "no space after an attribute"},
        {"<p a{{#a}}b{{/a}}=\"c\">", 1, "no space after an attribute"},
        {"<p a{{! x }}=\"c\">", 1, "keep name=\"…\" together"},
        {"<p ={{a}}>", 1, "= without an attribute"},
        {"<p a=>", 1, "an attribute without its value"},
        {"<p a=b\"c>", 1, "a quote, < or ="},
        {"<p a=\"b\n<p c=\"d\">\n", 2, "no space after an attribute"},
        {"<p a\n<b>", 2, "a quote or < in a tag"},
        {"<p<b>", 1, "a tag's name with <"},
        {"\n<p title=\"x", 2, "the file ends inside a tag"},
        {"<p", 1, "the file ends inside a tag"},
        {"a <", 1, "the file ends inside a tag"},
        {"<!-- x\n\n", 2, "the file ends inside a tag or comment"},
        {"<title>x\n</titl>\n", 2, "its end tag is missing"},
        {"<script>x", 1, "its end tag is missing"},
        {"<textarea></text{{! x }}area>", 1, "write &lt;"},
        {"<textarea><{{a}}</textarea>", 1, "write &lt;"},
        {"<scr{{#a}}ipt{{/a}}>", 1, "no space after an attribute"},
        {"<{{! x }}p>", 1, "directly after <"},
        {"<!-{{! x }}- >", 1, "in an HTML comment or doctype"},
        {"<!-- {{#a}}{{/a}} -->", 1, "in an HTML comment or doctype"},
        {"<!-- a --!> b -->", 1, "a comment ends with -->"},
        {"<script>{{#a}}{{/a}}</script>", 1, "in a script"},
        {"<script><!-- <script></script>", 1, "a comment inside a script"},
        {"<p title=a{{#a}}b{{/a}}>", 1, "in an attribute without quotes"},
        {"<p title={{#a}}\"b\"{{/a}}>", 1, "in an attribute without quotes"},
        {"<svg><![CDATA[x]]></svg>", 1, "CDATA"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_refused(rows[i].text, rows[i].line, rows[i].what);
}

int main(void)
{
    support_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_escaper),   cmocka_unit_test(test_url_start),
        cmocka_unit_test(test_url_rest),       cmocka_unit_test(test_sections_in_tags),
        cmocka_unit_test(test_value_refusals), cmocka_unit_test(test_markup_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
