/* DESIGN: the columns of a staff file, as one table. */
#include "staff_field.h"

static const struct staff_field_info FIELDS[STAFF_FIELD_COUNT] = {
    [STAFF_SCHOOL] = {"school", "School", "The school's name as it is written here", false, false},
    [STAFF_REF] = {"staff_ref", "Staff reference",
                   "The school system's own number or code for somebody", false, false},
    [STAFF_TITLE] = {"title", "Title", "Ms, Mr, Dr", true, true},
    [STAFF_FIRST_NAME] = {"first_name", "First name", "", true, false},
    [STAFF_LAST_NAME] = {"last_name", "Last name", "", true, false},
    [STAFF_PREFERRED_NAME] = {"preferred_name", "Preferred first name", "What colleagues call them",
                              true, true},
    [STAFF_EMAIL] = {"work_email", "Work email", "Leave out private addresses", true, false},
    [STAFF_GROUP] = {"staff_group", "Staff group",
                     "Teaching, classroom support, administration or other support", false, false},
    [STAFF_ROLE_CATEGORY] = {"role_category", "Role category",
                             "Main scale, upper pay range, leadership", false, true},
    [STAFF_POST] = {"post", "Post", "The name of the job", false, true},
    [STAFF_DEPARTMENT] = {"department", "Department", "Several with a semicolon between them",
                          false, false},
    [STAFF_LINE_MANAGER] = {"line_manager_email", "Line manager's email", "", true, false},
    [STAFF_MENTOR] = {"mentor_email", "Professional-development mentor's email", "", true, false},
    [STAFF_FTE] = {"fte", "Full-time equivalent", "1 is full time, 0.6 three days of five", false,
                   false},
    [STAFF_WORKING_DAYS] = {"working_days", "Working days", "Mon Tue Wed-am", false, false},
    [STAFF_STARTS] = {"start_date", "Start date", "The first day at this school", false, false},
    [STAFF_ENDS] = {"end_date", "End date", "The last day at this school", false, true},
    [STAFF_ECT_STARTS] = {"ect_start", "Start of ECT induction", "Only for early career teachers",
                          true, false},
    [STAFF_LEADERSHIP] = {"leadership_range", "Leadership pay range", "Yes or no", false, true},
};

const struct staff_field_info *staff_field_info(enum staff_field field)
{
    return &FIELDS[field];
}

enum err staff_field_find(struct str key, enum staff_field *ret)
{
    for (int i = 0; i < STAFF_FIELD_COUNT; i++)
        if (str_eq_c(key, FIELDS[i].key)) {
            *ret = (enum staff_field)i;
            return OK;
        }
    return ERR_NOT_FOUND;
}
