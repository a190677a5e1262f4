/// One named value of a form.
struct FormField: Sendable, Equatable {
    var name: String
    var value: String
}
