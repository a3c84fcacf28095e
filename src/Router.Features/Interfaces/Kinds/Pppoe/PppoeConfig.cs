using Router.Core.Shapes;
using Router.Core.State.Links;
using Router.Documents;
using Router.Documents.Checks;
using Router.Documents.Shapes;

namespace Router.Features.Interfaces.Kinds.Pppoe;

/// <summary><c>interfaces NAME pppoe</c> (RFC 2516): a line whose provider asks who calls.</summary>
public sealed record PppoeConfig : VirtualConfig
{
    private const int LongestName = 255;

    public string User { get; init; } = "";

    public SecretReference Password { get; init; }

    /// <summary>The service that is asked for; null: any.</summary>
    public string? Service { get; init; }

    /// <summary>The access concentrator that is taken; null: the first that answers.</summary>
    public string? Concentrator { get; init; }

    /// <summary>The provider's name servers are asked.</summary>
    public bool Dns { get; init; } = true;

    internal static readonly RecordShape<PppoeConfig> Shape =
        new RecordShape<PppoeConfig>("PPPoE", "A line whose provider asks who calls.", () => new())
            .With("user", Name("user", "cpe-1@isp.example"), p => p.User, (p, v) => p with { User = v },
                "Who the provider knows the line by.", required: true)
            .WithValue("password", SecretShape.Shape, p => p.Password, (p, v) => p with { Password = v },
                "The password of the line.", required: true)
            .With("service", Name("service", "internet"), p => p.Service, (p, v) => p with { Service = v },
                "The service to ask for, where the provider has several; without it any.")
            .With("ac-name", Name("access concentrator", "bras-3"), p => p.Concentrator, (p, v) => p with { Concentrator = v },
                "The access concentrator to take; without it the first that answers.")
            .WithValue("dns", Scalars.Switch, p => p.Dns, (p, v) => p with { Dns = v },
                "false: the provider's name servers are not asked.");

    internal override OnUse On => OnUse.Required;

    internal override bool IsSession => true;

    internal override LinkSettings Settings(VirtualContext context) => new PppoeLink(context.On!);

    internal override void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
        if (around.SecretNames is { } known && !known.Contains(Password.Name))
            findings.Unknown([.. path, "password"], "secret", Password.Name, known);
        PppoeSurroundings.Check(around, findings, path, name, itself);
    }

    private static ScalarShape<string> Name(string type, string example) => Scalars.Text(type, example, check: text =>
        text.Length is > 0 and <= LongestName && text.All(c => c is >= ' ' and <= '~' and not ('"' or '\\'))
            ? null
            : $"is not 1 to {LongestName} printable characters of ASCII without \" and \\");
}
