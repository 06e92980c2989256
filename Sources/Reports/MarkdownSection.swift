/// A part of the report that may be cut: a heading and items, of which as many are shown as there is room for.
struct MarkdownSection {
  /// The heading with its signs, and what follows it before the items.
  var opening: String
  var count: Int
  /// Between the opening and the first item.
  var lead = "\n\n"
  /// Between two items: a line break in a list, an empty line between larger things.
  var separator = "\n"
  /// How large its part of the room is when there is not enough for all.
  var weight: Int
  var item: (Int) -> String
  /// The line that counts and names the items which are not shown.
  var cutLine: (Range<Int>) -> String

  /// Room that the cut line may need.
  static let cutLineRoom = 900

  /// The sections one after the other, in `room` characters or a little less; nil means all the room there is.
  static func render(_ sections: [MarkdownSection], room: Int?) -> String {
    guard let room else {
      return sections.map { section in
        section.text((0..<section.count).map(section.item))
      }.joined()
    }
    var items: [[String]] = []
    var wants: [Int] = []
    for section in sections {
      let (shown, want) = section.items(within: room)
      items.append(shown)
      wants.append(want)
    }
    let fixed = sections.reduce(0) { $0 + $1.opening.utf16.count + cutLineRoom + 8 }
    let shares = allot(max(0, room - fixed), among: wants, weights: sections.map(\.weight))
    var out = ""
    for (i, section) in sections.enumerated() {
      var left = shares[i]
      let fitting = items[i].prefix { item in
        left -= item.utf16.count + section.separator.utf16.count
        return left >= 0
      }
      out += section.text(Array(fitting))
    }
    return out
  }

  /// Items until they fill the room, and what all of them want; no more are made, however many there are.
  private func items(within room: Int) -> ([String], Int) {
    var items: [String] = []
    var size = 0
    while items.count < count, size <= room {
      let item = item(items.count)
      size += item.utf16.count + separator.utf16.count
      items.append(item)
    }
    return (items, size)
  }

  private func text(_ items: [String]) -> String {
    var text = opening
    if !items.isEmpty { text += lead + items.joined(separator: separator) }
    if items.count < count { text += "\n\n" + cutLine(items.count..<count) }
    return text + "\n\n"
  }

  /// Divides the room: each gets what it wants up to its part, and what is left over goes to those that want more.
  static func allot(_ room: Int, among wants: [Int], weights: [Int]) -> [Int] {
    var shares = wants.map { _ in 0 }
    var hungry = wants.indices.filter { wants[$0] > 0 }
    var left = room
    while !hungry.isEmpty {
      let total = hungry.reduce(0) { $0 + weights[$1] }
      let sated = hungry.filter { wants[$0] <= left * weights[$0] / max(1, total) }
      guard !sated.isEmpty else {
        for i in hungry { shares[i] = left * weights[i] / max(1, total) }
        return shares
      }
      for i in sated { shares[i] = wants[i] }
      left -= sated.reduce(0) { $0 + wants[$1] }
      hungry.removeAll(where: sated.contains)
    }
    return shares
  }
}
