// The descriptors of the conversions stay open on purpose: that keeps their modules in memory.
#include "papers/reading/prepare.h"

#include <fontconfig/fontconfig.h>
#include <iconv.h>
#include <poppler-global.h>

namespace zq::papers {

void prepare_libraries(bool draws) {
    (void)iconv_open("UTF-8", "UTF-16");
    (void)iconv_open("UTF-16", "UTF-8");
    (void)iconv_open("UTF-16LE", "UTF-8");
    if (draws) FcInit();
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
}

}  // namespace zq::papers
