/// Counts names and says which there are most of.
struct Tally {
  private var counts: [String: Int] = [:]

  init(_ names: some Sequence<String>) {
    for name in names { counts[name, default: 0] += 1 }
  }

  /// The names that occur most, each with its count, and how many others there are.
  func words(_ phrases: Phrases, limit: Int = 8) -> String {
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var words = sorted.prefix(limit).map { name, count in
      "\(MarkdownText.code(name, limit: 60)) \(phrases.number(count))"
    }
    if sorted.count > limit { words.append(phrases.more(sorted.count - limit)) }
    return phrases.list(words)
  }
}
