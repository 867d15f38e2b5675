// The bytes stay where they are: the archive lives no longer than they do.
#include "papers/reading/archive.h"

namespace zq::papers {

Archive open_archive(Bytes file) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, &error);
    zip_t* archive =
        source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : nullptr;
    if (!archive && source) zip_source_free(source);
    zip_error_fini(&error);
    return Archive{archive};
}

}  // namespace zq::papers
