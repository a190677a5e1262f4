extension [SettingsProblem] {
    /// Those of the file from its top to its end, then the others as they were found.
    var inOrder: [SettingsProblem] {
        let numbered = enumerated().compactMap { number, problem in
            problem.position.map { (position: $0, number: number, problem: problem) }
        }
        let placed = numbered.sorted { ($0.position, $0.number) < ($1.position, $1.number) }
        return placed.map(\.problem) + filter { $0.position == nil }
    }
}
