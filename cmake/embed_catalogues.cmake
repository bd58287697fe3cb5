# cmake -DOUTPUT=file.cpp -DDIRECTORY=pi/nls -P embed_catalogues.cmake
#
# Writes a C++ file with the bytes of the message catalogues, called after their files.
file(GLOB SOURCES ${DIRECTORY}/*.msg)  # sorted
set(rows "")
foreach(source IN LISTS SOURCES)
  file(READ ${source} text)
  cmake_path(GET source STEM language)
  # String literals have a length up to which every compiler must take them; lines are far below it.
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n\"\n     \"" text "${text}")
  string(APPEND rows "    {\"${language}\",\n     \"${text}\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by cmake/embed_catalogues.cmake from pi/nls/*.msg.
#include \"pi/catalogue.hpp\"

namespace giosim::pi {

std::span<const CatalogueSource> catalogue_sources() {
  static constexpr CatalogueSource kSources[] = {
${rows}  };
  return kSources;
}

}  // namespace giosim::pi
")
