/* Programs include it beside stropts.h; what is in it on HP-UX is the kernel's. */
#include "../stropts.h"
