/// The worlds that a power cut may leave.
///
/// Of the changes of each file since its last sync, any subset is there; one write more may be torn between sectors.
/// Of the changes of names, the first so many are there. Where there are too many combinations, lots are drawn.
struct PowerCut {
  /// What is written at once, or not at all, in bytes. Real disks have 512 or 4096; less is harder to survive.
  var sector = 512
  /// How many outcomes are tried at most for one moment.
  var most = 24

  func outcomes(of world: World, lots: inout Lots) -> [World] {
    let busy = world.inodes.indices.filter { !world.inodes[$0].pending.isEmpty }
    if busy.isEmpty && world.pendingNames.isEmpty { return [Self.settled(world, [:], names: 0)] }
    var choices: [Choice] = []
    for inode in busy { choices += Self.choices(inode, world.inodes[inode].pending, sector) }
    var outcomes: [World] = []
    let nameCounts = Array(0...world.pendingNames.count)
    let everything = (choices.count + 1) * nameCounts.count
    if busy.count <= 1, everything <= most {
      for count in nameCounts {
        if busy.isEmpty { outcomes.append(Self.settled(world, [:], names: count)) }
        for choice in choices { outcomes.append(settled(world, [choice], names: count)) }
      }
      return outcomes
    }
    for _ in 0..<most {
      let picked = busy.map { Self.random($0, world.inodes[$0].pending, sector, &lots) }
      outcomes.append(settled(world, picked, names: nameCounts[lots.next(nameCounts.count)]))
    }
    return outcomes
  }

  /// What becomes of one file's pending changes: which are there, and which one is torn how.
  struct Choice {
    var inode: Int
    var kept: UInt64
    var torn: Int?
    var tornSectors: UInt64 = 0
    var filler: UInt8 = 0
  }

  private static func choices(_ inode: Int, _ pending: [PendingOperation], _ sector: Int) -> [Choice] {
    guard pending.count <= 4 else { return [] }
    var choices: [Choice] = []
    for kept in UInt64(0)..<1 << UInt64(pending.count) {
      choices.append(Choice(inode: inode, kept: kept))
      for (index, operation) in pending.enumerated() where kept >> UInt64(index) & 1 == 1 {
        let sectors = operation.sectors(sector)
        guard sectors > 0 else { continue }
        for first in 0..<UInt64(min(sectors, 8)) {
          choices.append(Choice(inode: inode, kept: kept, torn: index, tornSectors: (1 << first) - 1))
          if first > 0 {
            choices.append(
              Choice(inode: inode, kept: kept, torn: index, tornSectors: ~((1 << first) - 1), filler: 0xA7))
          }
        }
      }
    }
    return choices
  }

  private static func random(
    _ inode: Int, _ pending: [PendingOperation], _ sector: Int, _ lots: inout Lots
  ) -> Choice {
    var choice = Choice(inode: inode, kept: lots.next(4) == 0 ? .max : lots.next())
    guard lots.next(3) > 0, !pending.isEmpty else { return choice }
    // The last write is the one that is most likely under way.
    let index = lots.next(2) == 0 ? pending.count - 1 : lots.next(pending.count)
    guard pending[index].sectors(sector) > 0 else { return choice }
    choice.torn = index
    choice.kept |= 1 << UInt64(index & 63)
    choice.tornSectors = lots.next()
    choice.filler = lots.next(2) == 0 ? 0 : UInt8(lots.next(256))
    return choice
  }

  private func settled(_ world: World, _ choices: [Choice], names: Int) -> World {
    var images: [Int: Image] = [:]
    for choice in choices {
      var image = world.inodes[choice.inode].durable
      for (index, operation) in world.inodes[choice.inode].pending.enumerated() {
        guard choice.kept >> UInt64(index & 63) & 1 == 1 else { continue }
        if choice.torn == index {
          operation.applyTorn(to: &image, sector: sector, filler: choice.filler) {
            choice.tornSectors >> UInt64($0 & 63) & 1 == 1
          }
        } else {
          operation.apply(to: &image)
        }
      }
      images[choice.inode] = image
    }
    return Self.settled(world, images, names: names)
  }

  /// A world in which everything that is there is on the disk: these images, and the first so many names.
  private static func settled(_ world: World, _ images: [Int: Image], names: Int) -> World {
    var after = World()
    after.durableNames = world.durableNames
    for operation in world.pendingNames.prefix(names) { World.apply(operation, to: &after.durableNames) }
    after.names = after.durableNames
    after.inodes.reserveCapacity(world.inodes.count + 1)
    for (index, inode) in world.inodes.enumerated() {
      let image = images[index] ?? inode.durable
      after.inodes.append(World.Inode(visible: image, durable: image))
    }
    return after
  }
}
