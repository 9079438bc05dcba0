#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "duplicates/spill.h"

namespace tawatur {

/// Told to the user, one line without its end.
using WorkMessage = std::function<void(std::string_view)>;

/// The folder of a run that can be taken up again: pieces, numbers that say how far it has come, and the settings that
/// it was begun with, all in a manifest that is exchanged as a whole. Locked against a second run. For one thread.
class WorkFolder {
 public:
  /// Makes the folder or takes over an empty or an own one. Throws std::runtime_error with one clear line when it can't
  /// be made, is in use, or holds anything of someone else: nothing in it is touched then. `temporary`: `remove` takes
  /// it away even where it stood before, as a run leaves it that was killed before its manifest said who made it.
  explicit WorkFolder(const std::string& path, bool temporary = false);
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;

  /// Goes on with what the manifest has when it was begun with equal settings ("name: value"), else forgets it, telling
  /// which setting differs. `made`: pieces that stand already and are kept in either case. Leftovers of a killed
  /// process are removed.
  void begin(std::vector<std::string> settings, const std::vector<Piece>& made, const WorkMessage& message);

  SpillFolder& spill() { return spill_; }

  /// 0 where it wasn't set.
  std::uint64_t number(const std::string& name) const;
  void set(const std::string& name, std::uint64_t value) { numbers_[name] = value; }

  /// Pieces by name. `piece` throws std::out_of_range where there is none.
  const std::map<std::string, Piece>& pieces() const { return pieces_; }
  bool has(const std::string& name) const { return pieces_.contains(name); }
  const Piece& piece(const std::string& name) const { return pieces_.at(name); }
  void keep(Piece piece) { pieces_[piece.name] = std::move(piece); }

  /// Forgets pieces of which `wanted` says so; their files go when the manifest no longer names them.
  void forget(const std::function<bool(const std::string& name)>& wanted);

  /// Forgets everything but the settings.
  void start_anew();

  /// Exchanges the manifest. What was kept or set before survives a kill from here on.
  void save();

  /// Removes all that is ours, and the folder where it is temporary or was made by us, and nothing else stands in it.
  void remove();

 private:
  bool load();
  void remove_leftovers() const;

  SpillFolder spill_;
  int lock_ = -1;
  bool made_ = false;  // by us
  std::vector<std::string> settings_;
  std::map<std::string, std::uint64_t> numbers_;
  std::map<std::string, Piece> pieces_;
  std::vector<Piece> forgotten_;
};

}  // namespace tawatur
