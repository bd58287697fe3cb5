# giosim_module(NAME [DEPENDS modules...] [LIBS targets...])
#
# The folder NAME becomes the static library giosim_NAME ("machine/cmd" becomes giosim_machine_cmd)
# of all its *.cpp files. DEPENDS are folders below it, which its users see too; LIBS are third
# parties, which they do not. A folder without a *.cpp is an INTERFACE library.
# The modules that the shared library libhpuxpi.so is made of.
set(GIOSIM_IN_LIBHPUXPI base sim krs gio dlpi pi)

function(giosim_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS;LIBS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "giosim_module(${name}): what is ${arg_UNPARSED_ARGUMENTS}?")
  endif()

  giosim_target_of(${name} target)
  set(dependencies "")
  foreach(folder IN LISTS arg_DEPENDS)
    giosim_target_of(${folder} dependency)
    list(APPEND dependencies ${dependency})
  endforeach()

  set_property(GLOBAL APPEND PROPERTY GIOSIM_MODULES ${name})

  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} PUBLIC ${dependencies} PRIVATE giosim_warnings ${arg_LIBS})
    if(name IN_LIST GIOSIM_IN_LIBHPUXPI)
      set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    endif()
    if(GIOSIM_TIDY)
      set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "clang-tidy-19;--quiet")
    endif()
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} INTERFACE ${dependencies} ${arg_LIBS})
  endif()
endfunction()

# giosim_target_of(FOLDER OUT): "runner/report" -> giosim_runner_report
function(giosim_target_of folder out)
  string(REPLACE "/" "_" target giosim_${folder})
  set(${out} ${target} PARENT_SCOPE)
endfunction()
