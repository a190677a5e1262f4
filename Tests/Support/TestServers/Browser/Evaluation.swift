/// What is asked with `Runtime.evaluate` of the DevTools protocol.
struct Script: Encodable {
    var expression: String
    var awaitPromise = true
    var returnByValue = true
    var userGesture = true
}

/// What is answered to it.
struct Evaluation<Value: Decodable>: Decodable {
    struct Outcome: Decodable {
        var value: Value?

        private enum Keys: CodingKey { case value }

        /// An exception comes as a value of some other type.
        init(from decoder: any Decoder) throws {
            value = try? decoder.container(keyedBy: Keys.self).decode(Value.self, forKey: .value)
        }
    }

    struct Details: Decodable {
        struct Exception: Decodable { var description: String? }

        var text: String
        var exception: Exception?
    }

    var result: Outcome
    var exceptionDetails: Details?
}
