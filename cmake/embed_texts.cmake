# The texts of some files as rows of a table, called after their files:
#
#   cmake -DIN=pi/nls/*.msg -DOUT=file.cpp -DHEADER=pi/catalogue.hpp
#     -DROW=giosim::pi::CatalogueSource -DFUNCTION=catalogue_sources -P embed_texts.cmake
#
# ROW{name, text} is declared in HEADER, as is std::span<const ROW> FUNCTION() beside it.
string(REGEX MATCH "^(.*)::([^:]+)$" matched "${ROW}")
set(namespace ${CMAKE_MATCH_1})
set(row ${CMAKE_MATCH_2})
file(GLOB sources ${IN})  # sorted
set(rows "")
foreach(source IN LISTS sources)
  file(READ ${source} text)
  cmake_path(GET source STEM name)
  # String literals have a length up to which every compiler must take them; lines are far below it.
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n\"\n     \"" text "${text}")
  string(APPEND rows "    {\"${name}\",\n     \"${text}\"},\n")
endforeach()
file(WRITE ${OUT} "#include \"${HEADER}\"

namespace ${namespace} {

std::span<const ${row}> ${FUNCTION}() {
  static constexpr ${row} kSources[] = {
${rows}  };
  return kSources;
}

}  // namespace ${namespace}
")
