/// What somebody may have meant who wrote a name that there is not.
public enum NearestName {
  /// The name that takes the fewest changed letters; empty where there is none to choose from.
  public static func of(_ name: String, in names: [String]) -> String {
    names.min { (distance($0, name), $0) < (distance($1, name), $1) } ?? ""
  }

  /// The name that takes the fewest changed letters, if they are not more than that.
  public static func of(_ name: String, in names: [String], within limit: Int) -> String? {
    let nearest = of(name, in: names)
    return distance(nearest, name) <= limit ? nearest : nil
  }

  /// Levenshtein's distance.
  private static func distance(_ a: String, _ b: String) -> Int {
    let a = Array(a.lowercased())
    let b = Array(b.lowercased())
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        next.append(min(row[j] + (a[i] == b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1))
      }
      row = next
    }
    return row[b.count]
  }
}
