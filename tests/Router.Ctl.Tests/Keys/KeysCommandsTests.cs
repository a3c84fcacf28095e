using System.Diagnostics;
using Router.Ctl.Cli;

namespace Router.Ctl.Tests.Keys;

/// <summary>Keys in a repository and for a person of their own: by the program itself, since both come from its environment.</summary>
public sealed class KeysCommandsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public KeysCommandsTests()
    {
        folder.Write("repository/boards/README", "");
        folder.Write("person/README", "");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task New_Key_HasItsHalvesWhereTheyBelong()
    {
        var (code, output, error) = await RunAsync("new", "office", "--until", "2031-12-31");
        Assert.Equal((ExitCode.Done, $"{folder["repository/firmware/release/office.pem"]}\n"), (code, output));
        Assert.Contains("keep a copy where nobody else comes", error);
        Assert.StartsWith("until: 2031-12-31\n-----BEGIN PUBLIC KEY-----\n", await ReadAsync("repository/firmware/release/office.pem"));
        Assert.Contains("-----BEGIN PRIVATE KEY-----", await ReadAsync("person/keys/office.key"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["person/keys/office.key"]));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["person/keys"]));
        Assert.Equal("office                  good     signs  until 2031-12-31\n", (await RunAsync("list")).Output);
        Assert.Equal(ExitCode.Input, (await RunAsync("new", "office")).Code);
    }

    [Fact]
    public async Task New_WithAPassphrase_IsEncrypted()
    {
        await RunAsync(["new", "office"], ("ROUTER_RELEASE_PASSPHRASE", "correct horse"));
        Assert.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", await ReadAsync("person/keys/office.key"));
        using var openssl = Process.Start(new ProcessStartInfo(
            "openssl", ["pkey", "-in", folder["person/keys/office.key"], "-passin", "pass:correct horse", "-pubout"])
        { RedirectStandardOutput = true })!;
        Assert.Equal(
            await ReadAsync("repository/firmware/release/office.pem"),
            await openssl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SecureBootNew_Keys_HaveTheirHalvesWhereTheyBelong()
    {
        Assert.Contains("`keys secure-boot new OWNER` the operator's own", (await RunAsync("secure-boot", "list")).Error);
        var (code, output, error) = await RunAsync(["secure-boot", "new", "office"], ("ROUTER_RELEASE_PASSPHRASE", "correct horse"));
        Assert.Equal((ExitCode.Done, $"{folder["repository/firmware/secure-boot"]}\n"), (code, output));
        Assert.Contains("enrol db, KEK and PK, in this order", error);
        Assert.Equal(
            (string[])["KEK.auth", "KEK.cer", "KEK.esl", "PK.auth", "PK.cer", "PK.esl", "db.auth", "db.cer", "db.esl"],
            Names("repository/firmware/secure-boot"));
        Assert.Equal((string[])["KEK.key", "PK.key", "db.key"], Names("person/keys/secure-boot"));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(folder["person/keys/secure-boot"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["person/keys/secure-boot/db.key"]));
        Assert.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", await ReadAsync("person/keys/secure-boot/PK.key"));
        var lines = (await RunAsync("secure-boot", "list")).Output.Split('\n');
        Assert.StartsWith("PK   office PK               signs  until 20", lines[0]);
        Assert.StartsWith("db   office db               signs  until 20", lines[2]);
        Assert.Contains("\"variable\": \"KEK\"", (await RunAsync("secure-boot", "list", "--json")).Output);

        (code, _, error) = await RunAsync("secure-boot", "new", "office");
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains("there are keys for Secure Boot", error);
    }

    [Theory]
    [InlineData("", "there are no keys for Secure Boot in ", "`routerctl keys secure-boot new OWNER` makes them")]
    [InlineData("db.key", "the private half of the keys for Secure Boot is missing: ", "ROUTER_RELEASE_KEYS names another folder")]
    [InlineData("KEK.key", "do not belong together", "put the right one there")]
    public async Task ImageBuild_SecureBootKeyThatIsNotThere_IsToldWithItsPlace(string file, string message, string how)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an image is built by root");
        folder.Write(
            "repository/boards/box/board.yaml",
            "name: box\narchitecture: x86_64\nports: { wan: eth0 }\npackages: {}\nsecure-boot: true\n");
        await RunAsync("new", "office");
        if (file.Length > 0)
            await RunAsync("secure-boot", "new", "office");
        if (file == "db.key")
            File.Delete(folder["person/keys/secure-boot/db.key"]);
        else if (file.Length > 0)
            File.Copy(folder[$"person/keys/secure-boot/{file}"], folder["person/keys/secure-boot/db.key"], overwrite: true);
        var (code, _, error) = await RunImageAsync("office");
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains($"{folder["repository/boards/box/board.yaml"]}:5:1: secure-boot: ", error);
        Assert.Contains(message, error);
        Assert.Contains(how, error);
    }

    [Fact]
    public async Task Rotate_Key_LetsTheOldOneEnd()
    {
        await RunAsync("new", "old");
        var (code, _, error) = await RunAsync("rotate", "old", "new", "--until", "2031-01-01");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("old is good until 2031-01-01; sign with it until every device has an image that knows new", error);
        Assert.Equal(
            "new                     good     signs\nold                     good     signs  until 2031-01-01\n",
            (await RunAsync("list")).Output);
    }

    [Fact]
    public async Task Revoke_Key_IsToldWhyAndSignsNothing()
    {
        await RunAsync("new", "office");
        Assert.Equal(ExitCode.Done, (await RunAsync("revoke", "office", "--reason", "the laptop was stolen")).Code);
        Assert.Contains("\"state\": \"revoked\"", (await RunAsync("list", "--json")).Output);
        var (code, _, error) = await RunAsync("rotate", "office", "next");
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains("key office is revoked", error);
        (code, _, error) = await RunImageAsync("office");
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains("key office is revoked: the laptop was stolen", error);
    }

    [Theory]
    [InlineData("nobody", "there is no private key nobody in ")]
    [InlineData("late", "key late was good until 2020-01-01")]
    [InlineData("mixed", "do not belong together")]
    public async Task ImageBuild_KeyThatCannotSign_SaysWhy(string key, string message)
    {
        await RunAsync("new", "late", "--until", "2020-01-01");
        await RunAsync("new", "mixed");
        await RunAsync("new", "other");
        File.Copy(folder["person/keys/other.key"], folder["person/keys/mixed.key"], overwrite: true);
        var (code, _, error) = await RunImageAsync(key);
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains(message, error);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "'Office' is no name of a key", "new", "Office")]
    [InlineData(ExitCode.Usage, "--until: '31.12.2031' is no day", "new", "office", "--until", "31.12.2031")]
    [InlineData(ExitCode.Input, "no key nobody in ", "revoke", "nobody")]
    [InlineData(ExitCode.Input, "no key nobody in ", "rotate", "nobody", "next")]
    public async Task WrongWords_AreTold(int expected, string message, params string[] words)
    {
        var (code, _, error) = await RunAsync(words);
        Assert.Equal(expected, code);
        Assert.Contains(message, error);
        Assert.False(Directory.Exists(folder["person/keys"]));
    }

    [Fact]
    public async Task New_PrivateHalfInTheRepository_IsRefused()
    {
        var (code, _, error) = await RunAsync(["new", "office"], ("ROUTER_RELEASE_KEYS", folder["repository/keys"]));
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains("is in the repository, and a private key is not to be", error);
    }

    [Fact]
    public async Task List_FileThatIsNoKey_IsNamedWithItsLine()
    {
        folder.Write("repository/firmware/release/odd.pem", "colour: red\n-----BEGIN PUBLIC KEY-----\n");
        var (code, _, error) = await RunAsync("list");
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains($"{folder["repository/firmware/release/odd.pem"]}:1: 'colour: red' is neither", error);
    }

    private List<string> Names(string path) =>
        [.. Directory.GetFiles(folder[path]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(folder[name], TestContext.Current.CancellationToken);

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] words) => RunAsync(words, []);

    private Task<(int Code, string Output, string Error)> RunAsync(string[] words, params (string Name, string Value)[] environment) =>
        StartAsync(["keys", .. words], environment);

    private Task<(int Code, string Output, string Error)> RunImageAsync(string key) =>
        StartAsync(["image", "build", "box", "--key", key], []);

    private async Task<(int Code, string Output, string Error)> StartAsync(string[] words, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "routerctl"), words)
        {
            WorkingDirectory = folder["repository"],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ROUTER_RELEASE_KEYS"] = folder["person/keys"];
        start.Environment.Remove("ROUTER_RELEASE_PASSPHRASE");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }
}
