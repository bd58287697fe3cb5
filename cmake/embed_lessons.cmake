# cmake -DOUTPUT=file.cpp -DDIRECTORY=scenarios/teaching -P embed_lessons.cmake
#
# Writes a C++ file with the text of the course's scenarios, in the order of their files.
file(GLOB SOURCES ${DIRECTORY}/*.yaml)  # sorted
set(rows "")
foreach(source IN LISTS SOURCES)
  file(READ ${source} text)
  cmake_path(GET source FILENAME name)
  # String literals have a length up to which every compiler must take them; lines are far below it.
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "\n" "\\n\"\n     \"" text "${text}")
  string(APPEND rows "    {\"${name}\",\n     \"${text}\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by cmake/embed_lessons.cmake from scenarios/teaching/*.yaml.
#include \"cli/course.hpp\"

namespace giosim::cli {

std::span<const LessonSource> lesson_sources() {
  static constexpr LessonSource kSources[] = {
${rows}  };
  return kSources;
}

}  // namespace giosim::cli
")
