#include "sim/durable_file.hpp"

#include <boost/crc.hpp>
#include <cstdio>

namespace giosim::sim {

std::string DurableFile::seal(std::string_view body) {
  boost::crc_32_type crc;
  crc.process_bytes(body.data(), body.size());
  char header[64];
  std::snprintf(header, sizeof header, "giosim-durable 1 %08x %zu\n",
                static_cast<unsigned>(crc.checksum()), body.size());
  return header + std::string(body);
}

std::optional<std::string> DurableFile::unseal(std::string_view bytes) {
  const std::size_t header_end = bytes.find('\n');
  if (header_end == std::string_view::npos) return std::nullopt;
  std::string body(bytes.substr(header_end + 1));
  // The header says all there is to know of the body, so comparing the whole is enough.
  if (seal(body) != bytes) return std::nullopt;
  return body;
}

DurableFile::Loaded DurableFile::load(const Disk& disk) {
  Loaded loaded;
  good_body_.reset();
  for (const StoreCopy copy : {StoreCopy::current, StoreCopy::last_known_good}) {
    const std::string path = copy == StoreCopy::current ? path_ : lkg_path();
    const std::optional<std::string> bytes = disk.read(path);
    if (!bytes) continue;
    std::optional<std::string> body = unseal(*bytes);
    if (!body) {
      loaded.damaged.push_back(path);
      continue;
    }
    good_body_ = *body;
    loaded.copy = copy;
    loaded.body = std::move(*body);
    return loaded;
  }
  return loaded;
}

Disk::Changes DurableFile::changes_to(std::string_view body) const {
  // The copy goes first: a commit torn in the middle of one file leaves the other one good.
  Disk::Changes changes;
  if (good_body_) changes[lkg_path()] = seal(*good_body_);
  changes[path_] = seal(body);
  return changes;
}

}  // namespace giosim::sim
