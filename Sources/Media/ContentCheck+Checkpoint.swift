extension ContentCheck {
    /// A check between two bytes, to be saved and gone on from by a later process.
    ///
    /// Its encoded form is the state of the walk, a few hundred bytes, and is read by the version that wrote it.
    public struct Checkpoint: Codable, Sendable {
        fileprivate let walk: MP4BoxWalk

        fileprivate init(_ walk: MP4BoxWalk) { self.walk = walk }

        /// Reads what was saved.
        ///
        /// - Throws: `DecodingError` also where the state could not be one of a walk.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            walk = try container.decode(MP4BoxWalk.self, forKey: .walk)
            guard walk.isConsistent else {
                throw DecodingError.dataCorruptedError(
                    forKey: .walk, in: container, debugDescription: "the parts of the state contradict each other")
            }
        }
    }

    /// Where the check stands now. Only ``ExpectedContent/video`` can be saved, others give `nil`: images need all
    /// their bytes in order, and other files nothing behind their first ones.
    public var checkpoint: Checkpoint? { (walk as? MP4BoxWalk).map(Checkpoint.init) }

    /// Goes on where a check stood; bytes are then given by their place.
    public init(_ checkpoint: Checkpoint) { self.init(goingOnWith: checkpoint.walk) }
}
