# A file as an array of bytes, with nothing but CMake, so that every compiler and every build host can:
#
#   cmake -DIN=page.html -DOUT=page.cpp -DNAME=giosim::report::kPage -P embed.cmake
string(REGEX MATCH "^(.*)::([^:]+)$" matched "${NAME}")
set(namespace ${CMAKE_MATCH_1})
set(name ${CMAKE_MATCH_2})
file(READ "${IN}" bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
file(WRITE "${OUT}" "#include <cstddef>

namespace ${namespace} {
extern const unsigned char ${name}[] = {${bytes}};
extern const std::size_t ${name}Size = sizeof ${name};
}  // namespace ${namespace}
")
