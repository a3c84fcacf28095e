using Router.Core.Shapes;
using Router.Documents;
using Router.Documents.Shapes;

namespace Router.Features.DynamicDns;

internal static class DynamicDnsShape
{
    private static readonly ScalarShape<string> User = Scalars.Text("user", "anna", check: CheckUser);

    public static readonly MapShape<string, DynamicDnsConfig> Map = new(
        NameScalars.Hostname,
        new RecordShape<DynamicDnsConfig>(
            "dynamic DNS", "A name at a provider that follows the address of this router.",
            () => new() { Provider = DnsProvider.Dyndns2, Password = new SecretReference("") })
            .With("interface", ZoneShape.Interface, d => d.Interface, (d, v) => d with { Interface = v },
                "The interface whose IPv4 address it is; without one, the address that a server outside sees.")
            .WithValue("provider", DnsProviders.Shape, d => d.Provider, (d, v) => d with { Provider = v },
                "Who has the name.", required: true)
            .With("server", NameScalars.Hub, d => d.Server, (d, v) => d with { Server = v },
                "Of dyndns2: the host that is told, over HTTPS.")
            .With("user", User, d => d.User, (d, v) => d with { User = v }, "The user there; at cloudflare the zone.")
            .WithValue("password", SecretShape.Shape, d => d.Password, (d, v) => d with { Password = v },
                "The password or token there.", required: true));

    private static string? CheckUser(string text)
    {
        const int longest = 128;
        return text.Length is > 0 and <= longest && text.All(c => c is > ' ' and <= '~' and not ('\'' or '"' or '\\'))
            ? null
            : $"is no user: 1 to {longest} printable characters of ASCII without blanks, quotes and \\";
    }
}
