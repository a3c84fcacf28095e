using System.Text;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Boot.Tests.Lab;

/// <summary>The documents of the tests, and changes to them as an admin would type them.</summary>
internal static class LabDocuments
{
    public static ConfigDocument Read(string text)
    {
        var reading = ConfigReader.Read(Encoding.UTF8.GetBytes(text));
        return reading is { Problems.Count: 0, Document: { } document }
            ? document
            : throw new InvalidOperationException(string.Join('\n', reading.Problems.Select(p => p.ToString("document"))));
    }

    /// <summary>The document after <c>set WORDS</c>.</summary>
    public static ConfigDocument With(this ConfigDocument document, params string[] words)
    {
        var edit = document.Set(words);
        return edit.Document ?? throw new InvalidOperationException($"{edit.Problem}");
    }

    /// <summary>A router that gets an outer address by DHCP and translates for the network inside; nothing else runs.</summary>
    public static ConfigDocument Gateway(string wan, string lan, string address) => Read($$"""
        version: 1
        system: { hostname: gateway }
        interfaces:
          wan: { device: "{{wan}}", zone: wan, dhcp: true }
          lan: { device: "{{lan}}", zone: lan, addresses: ["{{address}}"] }
        firewall:
          policies:
            lan -> wan: accept
          nat: { masquerade: [wan] }
        """);

    /// <summary>With somebody who gets in by SSH from the zone <c>lan</c>.</summary>
    public static ConfigDocument WithAdminInside(this ConfigDocument document, string user, string key) => document
        .With("system", "users", user, "role", "admin").With("system", "users", user, "keys", key)
        .With("services", "ssh", "zones", "lan");

    /// <summary>A router that can be reached from outside and does nothing else.</summary>
    public static ConfigDocument Outpost(string hostname, string key) => Read($$"""
        version: 1
        system:
          hostname: {{hostname}}
          users:
            admin: { role: admin, keys: ["{{key}}"] }
        interfaces:
          wan: { device: "@wan", zone: wan, dhcp: true }
        firewall:
          policies:
            wan -> router: [ssh]
        services:
          ssh: { zones: [wan] }
        """);
}
