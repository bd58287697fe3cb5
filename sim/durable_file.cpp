#include "sim/durable_file.hpp"

#include <boost/crc.hpp>
#include <cstdio>

namespace giosim::sim {

namespace {

std::string header_of(std::string_view body) {
  boost::crc_32_type crc;
  crc.process_bytes(body.data(), body.size());
  char header[DurableFile::kHeaderSize];
  std::snprintf(header, sizeof header, "giosim-durable 1 %08x %zu\n",
                static_cast<unsigned>(crc.checksum()), body.size());
  return header;
}

}  // namespace

std::string DurableFile::seal(std::string body) {
  body.insert(0, header_of(body));
  return body;
}

std::optional<std::string_view> DurableFile::unseal(std::string_view bytes) {
  const std::size_t header_end = bytes.find('\n');
  if (header_end == std::string_view::npos) return std::nullopt;
  const std::string_view body = bytes.substr(header_end + 1);
  if (bytes.substr(0, header_end + 1) != header_of(body)) return std::nullopt;
  return body;
}

DurableFile::Loaded DurableFile::load(const Disk& disk) {
  Loaded loaded;
  good_.reset();
  for (const StoreCopy copy : {StoreCopy::current, StoreCopy::last_known_good}) {
    const std::string path = copy == StoreCopy::current ? path_ : lkg_path();
    const std::optional<Bytes> bytes = disk.bytes(path);
    if (!bytes) continue;
    const std::optional<std::string_view> body = unseal(*bytes);
    if (!body) {
      loaded.damaged.push_back(path);
      continue;
    }
    good_ = bytes;
    loaded.copy = copy;
    loaded.file = *bytes;
    loaded.body = *body;
    return loaded;
  }
  return loaded;
}

Disk::Changes DurableFile::changes_to(const Bytes& sealed) const {
  // The copy goes first: a commit torn in the middle of one file leaves the other one good.
  Disk::Changes changes;
  if (good_) changes[lkg_path()] = good_;
  changes[path_] = sealed;
  return changes;
}

}  // namespace giosim::sim
