using System.Globalization;
using Router.Documents.Checks;
using Router.Features.Dhcp;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Checks;

/// <summary>What a DHCP client says beside its usual words: options that it does not say by itself, with values that can be sent.</summary>
internal static class DhcpClientValidator
{
    private static readonly Dictionary<int, string> OwnKeys = new()
    {
        [12] = "hostname",
        [55] = "request",
        [60] = "vendor-class",
        [61] = "client-id",
    };

    /// <summary>What belongs to the exchange itself (RFC 2131), to relays (RFC 3046) or to authentication.</summary>
    private static readonly HashSet<int> NotToSay = [1, 3, 50, 51, 52, 53, 54, 57, 58, 59, 82, 90];

    public static void Check(ValidationSubject subject, Findings findings)
    {
        foreach (var (name, client) in subject.Config.Interfaces.Where(i => i.Value.DhcpClient is not null)
            .Select(i => (i.Key, i.Value.DhcpClient!)))
        {
            foreach (var (number, value) in client.Options)
            {
                string[] path = ["interfaces", name, "dhcp", "options", number.ToString(CultureInfo.InvariantCulture)];
                if (OwnKeys.TryGetValue(number, out var key))
                    findings.Refuse(path, $"option {number} has a key of its own", $"write {key}");
                else if (NotToSay.Contains(number))
                    findings.Refuse(path, $"option {number} is said by the client itself", "leave it out");
                else if (DhcpOptionText.Bytes(value.Text, out var problem) is null)
                    findings.Refuse(path, $"option {number} {problem.Message}", problem.Hint);
            }
        }
    }
}
