#ifndef KEEPREEL_CXML2_SHIM_H
#define KEEPREEL_CXML2_SHIM_H

/* libxml2's headers would bring in the system's ICU, whose types clash with those of Foundation's own ICU. Only the
   encoding handler's last fields depend on it, and nothing here looks at them. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

/* XML_PARSE_* are one C enum that Swift imports as a struct without set algebra; the one set we use is named here.
   No NOENT, no DTDLOAD, no HUGE: entities stay unexpanded and sizes bounded. NO_XXE exists from 2.13 on. */
static inline int cxml2_strict_options(void) {
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
#if LIBXML_VERSION >= 21300
    options |= XML_PARSE_NO_XXE;
#endif
    return options;
}

#endif
