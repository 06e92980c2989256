/// Looks for a word in texts, whatever the case of its letters, passing over most bytes unseen.
///
/// R. N. Horspool, Practical fast searching in strings, 1980.
struct WordSearch {
  private let word: [UInt8]
  /// How far the word can move on when this byte stands under its last one.
  private let shifts: [Int]

  init(_ word: String) {
    self.word = word.utf8.map(lowercased)
    var shifts = [Int](repeating: self.word.count, count: 256)
    for (place, byte) in self.word.enumerated().dropLast() {
      shifts[Int(byte)] = self.word.count - 1 - place
      shifts[Int(uppercased(byte))] = self.word.count - 1 - place
    }
    self.shifts = shifts
  }

  func finds(in text: [UInt8]) -> Bool {
    if word.isEmpty { return true }
    var end = word.count - 1
    return text.withUnsafeBufferPointer { text in
      shifts.withUnsafeBufferPointer { shifts in
        while end < text.count {
          if isWord(text, endingAt: end) { return true }
          end += shifts[Int(text[end])]
        }
        return false
      }
    }
  }

  private func isWord(_ text: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Bool {
    var place = word.count - 1
    while lowercased(text[end - (word.count - 1 - place)]) == word[place] {
      if place == 0 { return true }
      place -= 1
    }
    return false
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
}

private func uppercased(_ byte: UInt8) -> UInt8 {
  (0x61...0x7A).contains(byte) ? byte & 0xDF : byte
}
