"""Headings and codes of staff lists: the usual words for a column, and the ASC-WDS staff file's own codes."""

from __future__ import annotations

from app.domain.people import Contract, Pathway

TAKEN = {
    "location": ("LOCALESTID",),
    "new_location": ("TRANSFERSTAFFRECORD",),
    "reference": (
        *("UNIQUEWORKERID", "reference", "staff reference", "staff number", "staff no", "staff id", "id"),
        *("payroll number", "payroll no", "payroll id", "employee id", "employee number", "employee no"),
        *("employee reference", "worker id", "personnel number", "works number"),
    ),
    "new_reference": ("CHGUNIQUEWRKID",),
    "status": ("STATUS",),
    "name": (
        *("DISPLAYID", "name", "full name", "staff", "staff member", "employee", "worker", "team member"),
        *("employee name", "staff name", "worker name", "name of employee", "name of staff", "staff names"),
        *("staff full name", "employee full name", "display name", "carer", "carer name", "colleague"),
    ),
    "first_name": ("first name", "firstname", "first names", "forename", "forenames", "given name"),
    "last_name": ("last name", "lastname", "surname", "family name", "second name"),
    "started_on": (
        *("STARTDATE", "start date", "started", "started on", "date started", "start", "hire date"),
        *(
            "employment start date",
            "date of joining",
            "date joined",
            "joining date",
            "joined",
            "start of work",
        ),
    ),
    "contract": ("EMPLSTATUS", "contract", "contract type", "employment status"),
    "job_role": ("MAINJOBROLE", "main job role"),
    "job_title": ("MAINJRDESC", "job title", "job", "job role", "role", "title", "post", "position"),
    "pathway": ("CWPCATEGORY", "pathway", "care workforce pathway"),
    "care_certificate": ("CARECERT", "care certificate"),
    "supervisor": (
        *("supervisor", "supervisor name", "supervised by", "line manager", "line manager name", "manager"),
        *("manager name", "reports to"),
    ),
}
"""What is taken, and the headings each is known by (ASC-WDS heading first)."""
LABELS = {
    "location": "Workplace reference",
    "new_location": "New workplace reference",
    "reference": "Staff reference",
    "new_reference": "New staff reference",
    "status": "Status",
    "name": "Name",
    "first_name": "First name",
    "last_name": "Surname",
    "started_on": "Start date",
    "contract": "Contract",
    "job_role": "Main job role",
    "job_title": "Job title",
    "pathway": "Care Workforce Pathway",
    "care_certificate": "Care Certificate",
    "supervisor": "Supervisor",
}
STATUSES = frozenset({"NEW", "UPDATE", "UNCHECKED", "NOCHANGE", "DELETE"})
WORKING = frozenset({"ACTIVE", "CURRENT", "EMPLOYED", "WORKING", "STARTER"})
LEFT = frozenset({"DELETE", "LEFT", "LEAVER", "RESIGNED", "TERMINATED"})
"""What other programs say of somebody who works there, and of somebody who does not any more."""
CONTRACTS = {
    "1": Contract.PERMANENT,
    "2": Contract.TEMPORARY,
    "3": Contract.BANK,
    "4": Contract.AGENCY,
    "7": Contract.OTHER,
}
PATHWAYS = {
    "1": Pathway.NEW_TO_CARE,
    "2": Pathway.CARE_OR_SUPPORT_WORKER,
    "3": Pathway.ENHANCED_CARE_WORKER,
    "4": Pathway.SUPERVISOR_OR_LEADER,
    "5": Pathway.PRACTICE_LEADER,
    "6": Pathway.DEPUTY_MANAGER,
    "7": Pathway.REGISTERED_MANAGER,
}
CARE_CERTIFICATES = {"1": "completed", "2": "not started", "3": "in progress"}
JOB_ROLES = {
    "1": "Senior management",
    "2": "Middle management",
    "3": "First-line manager",
    "4": "Registered manager",
    "5": "Supervisor",
    "6": "Social worker",
    "7": "Senior care worker",
    "8": "Care worker",
    "9": "Community support and outreach work",
    "10": "Employment support",
    "11": "Advice, guidance and advocacy",
    "15": "Occupational therapist",
    "16": "Registered nurse",
    "17": "Allied health professional",
    "22": "Technician",
    "23": "Other (directly involved in providing care)",
    "24": "Manager (care-related, not care-providing)",
    "25": "Administrative",
    "26": "Ancillary staff",
    "27": "Other (not directly involved in providing care)",
    "34": "Activities worker, co-ordinator",
    "35": "Safeguarding and reviewing officer",
    "36": "Occupational therapist assistant",
    "37": "Nursing associate",
    "38": "Nursing assistant",
    "39": "Assessment officer",
    "40": "Care co-ordinator",
    "41": "Care navigator",
    "42": "Any children’s or young people’s role",
    "43": "Deputy manager",
    "44": "Learning and development lead",
    "45": "Team leader",
    "46": "Data analyst",
    "47": "Data governance manager",
    "48": "IT and digital support",
    "49": "IT manager",
    "50": "IT service desk manager",
    "51": "Software developer",
    "52": "Support worker",
}
"""ASC-WDS main job roles by bulk-upload code (22 and 41 are retired codes that older files still hold)."""
