extension RandomNumberGenerator {
    /// One of the choices.
    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }

    /// Some choices, each as often as it comes.
    mutating func picks<Element>(_ counts: ClosedRange<Int>, of choices: [Element]) -> [Element] {
        (0..<Int.random(in: counts, using: &self)).map { _ in pick(choices) }
    }

    /// Some pairs of a name and a value, names repeated as it comes.
    mutating func pairs(_ counts: ClosedRange<Int>, names: [String], values: [String]) -> [[String]] {
        (0..<Int.random(in: counts, using: &self)).map { _ in [pick(names), pick(values)] }
    }
}
