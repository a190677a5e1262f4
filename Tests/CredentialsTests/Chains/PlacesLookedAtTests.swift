import Credentials
import Failures
import Testing

@Suite("A search that finds nothing")
struct PlacesLookedAtTests {
    @Test("says what was looked at")
    func places() async {
        var machine = Machine.aws(
            config: "[default]\nregion = eu-west-1\n", environment: ["AWS_EC2_METADATA_DISABLED": "true"])
        let bare = await machine.s3Failure()
        #expect(
            bare?.message == "no credentials for the bucket were found (AWS_ACCESS_KEY_ID is not set; "
                + "~/.aws/credentials does not exist; ~/.aws/config has no keys in 'default'; "
                + "AWS_CONTAINER_CREDENTIALS_FULL_URI is not set; "
                + "AWS_EC2_METADATA_DISABLED switches the instance metadata service off)")
        #expect(bare?.exitStatus == .credentials)
        machine.write("[other]\naws_access_key_id = A\n", to: ".aws/credentials")
        let named = await machine.s3Failure(profile: "default")
        #expect(named?.message.contains("~/.aws/credentials has no profile 'default'") == true)
        #expect(named?.message.contains("AWS_ACCESS_KEY_ID") == false)
    }
}
