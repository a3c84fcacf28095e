using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Router.Api.Contract;
using Router.Core.Boards;
using Router.Core.State;
using Router.Documents;
using Router.Documents.Help;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Fleet.Rehearsals;
using Router.Testing;
using Router.Testing.Kernel;

namespace Router.Fleet.Tests.Rehearsals;

public class MadeUpSecretsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static string Everything => Path.Combine(Golden.Root(), "tests", "Router.Core.Tests", "Services", "Text", "everything.yaml");

    public static TheoryData<string> Documents =>
    [
        .. Directory.GetFiles(Path.Combine(Golden.Root(), "configs", "examples"), "*.yaml").Append(Everything)
            .Select(file => Path.GetRelativePath(Golden.Root(), file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void For_AnyDocument_PassTheChecksOfTheirKind(string file)
    {
        var reading = Read(Path.Combine(Golden.Root(), file));
        var names = SecretNames.In(reading.Document!);
        var secrets = MadeUpSecrets.For(reading.Document!, reading.Config, [.. names], Now);
        Assert.Equal(names, secrets.Keys.Order(StringComparer.Ordinal));
        Assert.All(secrets.Values, value => Assert.Null(SecretValue.Problem(value)));

        var with = Problems(reading.Config, new MemorySecrets([.. secrets.Select(secret => (secret.Key, secret.Value))]));
        Assert.DoesNotContain(with, IsAboutASecret);
        // The checks look at secrets at all: others are refused.
        var wireGuard = reading.Config.Interfaces.Values.Any(i => i.Virtual.ContainsKey("wireguard"));
        if (wireGuard || reading.Config.System.Users.Values.Any(user => user.Password is not null))
            Assert.Contains(Problems(reading.Config, new MemorySecrets()), IsAboutASecret);
    }

    [Fact]
    public void For_Everything_MakesAKeyOfEachKind()
    {
        var reading = Read(Everything);
        var secrets = MadeUpSecrets.For(reading.Document!, reading.Config, [.. SecretNames.In(reading.Document!)], Now);
        Assert.Equal(32, Convert.FromBase64String(secrets["gibbon"]).Length);
        Assert.Equal(32, Convert.FromBase64String(secrets["hyena"]).Length);
        Assert.Equal(8, secrets["jackal"].Length);
        Assert.NotEqual(secrets["walrus"], secrets["fennec"]);
    }

    [Fact]
    public void For_Certificates_AreOfOneAuthorityAndNameTheRouter()
    {
        var reading = Read(Everything);
        var secrets = MadeUpSecrets.For(reading.Document!, reading.Config, [.. SecretNames.In(reading.Document!)], Now);
        using var certificate = X509Certificate2.CreateFromPem(secrets["koala"], secrets["lemur"]);
        using var authority = X509Certificate2.CreateFromPem(secrets["mole"]);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Now.UtcDateTime;
        Assert.True(chain.Build(certificate));
        Assert.True(certificate.HasPrivateKey);
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["10.254.0.7"], names.EnumerateIPAddresses().Select(address => $"{address}"));
        using var key = ECDsa.Create();
        key.ImportFromPem(secrets["lemur"]);
    }

    [Fact]
    public void For_SecretThatTheRouterHasNot_MakesNone()
    {
        var reading = Read(Everything);
        Assert.Equal(["walrus"], MadeUpSecrets.For(reading.Document!, reading.Config, ["walrus", "stranger"], Now).Keys);
    }

    private static bool IsAboutASecret(Problem problem) => problem.Message.Contains("secret", StringComparison.Ordinal);

    private static ConfigReading Read(string file)
    {
        var reading = ConfigReader.Read(File.ReadAllBytes(file));
        Assert.Empty(reading.Problems);
        return reading;
    }

    private static ValueList<Problem> Problems(RouterConfig config, MemorySecrets secrets) =>
        DesiredStateBuilder.Build(config, new BuildContext(BoardFacts.None, [], secrets, BaseAccounts.Minimal) { Partial = true }).Problems;
}
