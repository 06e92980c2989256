import Findings

/// The words for trends.
extension Phrases {
  private func say(_ english: String, _ japanese: String) -> String {
    language == .english ? english : japanese
  }

  func trendTitle(_ grouping: TrendGrouping) -> String {
    switch grouping {
    case .severity: say("Open failures by severity", "未解決の失敗（重大度別）")
    case .module: say("Open failures by module", "未解決の失敗（モジュール別）")
    case .code: say("Open failures by code", "未解決の失敗（コード別）")
    case .account: say("Open failures by account", "未解決の失敗（アカウント別）")
    case .team: say("Open failures by team", "未解決の失敗（チーム別）")
    }
  }
  func trendTime(_ first: Day, _ last: Day, _ interval: TrendInterval) -> String {
    let unit =
      switch interval {
      case .day: say("by day", "日ごと")
      case .week: say("by week", "週ごと")
      case .month: say("by month", "月ごと")
      }
    return say("\(first) to \(last), \(unit)", "\(first)～\(last)、\(unit)")
  }
  var nothingInThatTime: String {
    say("no run was recorded in that time", "この期間の実行記録はありません")
  }
  func grouping(_ grouping: TrendGrouping) -> String {
    switch grouping {
    case .severity: say("severity", "重大度")
    case .module: say("module", "モジュール")
    case .code: say("code", "コード")
    case .account: say("account", "アカウント")
    case .team: say("team", "チーム")
    }
  }
  /// The name of a group as people can see it, also where it has none or one of blanks.
  func groupName(_ name: String) -> String {
    if name.isEmpty { return say("(none)", "（なし）") }
    return name.allSatisfy(\.isWhitespace) ? "\"\(name)\"" : name
  }
  var total: String { say("total", "合計") }
  /// The groups for which there is no room.
  func others(_ count: Int) -> String { say("\(number(count)) others", "ほか \(number(count)) 件") }

  var overTime: String { say("over time", "推移") }
  var trendOpen: String { say("open", "未解決") }
  var opened: String { say("opened", "発生") }
  var trendResolved: String { say("resolved", "解決") }
  var undecided: String { say("undecided", "判定不能化") }
  var meanDays: String { say("mean days", "平均日数") }
  var meanDaysToResolve: String { say("mean days to resolve", "解決までの平均日数") }
  func age(_ bucket: String) -> String { say("\(bucket)d", "\(bucket)日") }
  var trendLegend: String {
    say(
      "open: at the end. mean days: from opening to being resolved. 0-6d, 7-29d, ...: open at the end for so many days.",
      "未解決：期末時点。平均日数：発生から解決まで。0-6日、7-29日など：期末の経過日数別。")
  }

  var openAtTheEnd: String { say("Open at the end", "期末の未解決") }
  var inThatTime: String { say("In that time", "期間中") }
  var noneOpen: String { say("No open failures", "未解決の失敗はありません") }
  func aged(_ days: String, _ count: Int) -> String {
    say("\(days) days (\(number(count)))", "\(days) 日（\(number(count)) 件）")
  }
  func openFor(_ parts: [String]) -> String {
    say("Open at the end, by age: ", "期末の未解決（経過日数別）：") + list(parts)
  }
  func trendSentence(_ summary: TrendPoint, _ parts: [String]) -> String {
    let open = say(
      "At the end \(count(summary.open, "failure is", "failures are")) open",
      "期末の未解決は \(number(summary.open)) 件")
    let detail = parts.isEmpty ? "" : say(": ", "：") + list(parts)
    let flow = say(
      "\(number(summary.opened)) opened and \(number(summary.resolved)) were resolved in that time",
      "期間中に \(number(summary.opened)) 件発生し、\(number(summary.resolved)) 件解決")
    return open + detail + end + gap + flow + end
  }

  /// A month on an axis.
  func month(_ month: Int) -> String {
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return say(names[(month + 11) % 12], "\(month)月")
  }
  /// A day of a month on an axis.
  func day(_ day: Int, of month: Int) -> String {
    say("\(day) \(self.month(month))", "\(month)月\(day)日")
  }
  func year(_ year: Int) -> String { say("\(year)", "\(year)年") }
}
