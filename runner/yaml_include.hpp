// `include:` of shared YAML files, e.g. of a stage that several scenarios play on.
//
//   include: stage.yaml            or a list: [stage.yaml, faults.yaml]
//
// The path is relative to the file that includes. The included file's top-level keys are put
// beneath those of the including file: a key that both have stays as the including file wrote it,
// unless both values are maps (`machines:`), which are merged key by key, again with the including
// file winning. Nothing is merged deeper than that: a machine is taken as a whole. Of several files
// the first in the list wins. Included files may include; anchors end with their file.
//
// The key `include` itself stays in the document, so that the shape of the top level describes it.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "runner/yaml_document.hpp"

namespace giosim::runner {

// Where included files come from.
class FileReader {
 public:
  virtual ~FileReader() = default;

  // The whole file, or a sentence that says why not. Reads no more than `most` + 1 bytes.
  virtual std::expected<std::string, std::string> read(const std::string& path,
                                                       std::size_t most) const = 0;

  // The names of the files in a folder, sorted: to find the nearest when one is missing.
  virtual std::vector<std::string> names_in(const std::string& folder) const = 0;
};

// The files of this computer.
class DiskFiles : public FileReader {
 public:
  std::expected<std::string, std::string> read(const std::string& path,
                                               std::size_t most) const override;
  std::vector<std::string> names_in(const std::string& folder) const override;
};

// For a text from a stranger: it may include nothing.
class NoFiles : public FileReader {
 public:
  std::expected<std::string, std::string> read(const std::string& path,
                                               std::size_t most) const override;
  std::vector<std::string> names_in(const std::string& folder) const override;
};

// Reads a file and all that it includes into one document. As with read_yaml, what is wrong is
// added to `problems`; there may be a document nevertheless.
std::optional<YamlDocument> load_yaml(const std::string& path, const FileReader& files,
                                      Problems& problems, const YamlLimits& limits = {});

// The same for a text that has been read already; `name` is its path.
std::optional<YamlDocument> load_yaml_text(const std::string& name, std::string text,
                                           const FileReader& files, Problems& problems,
                                           const YamlLimits& limits = {});

}  // namespace giosim::runner
