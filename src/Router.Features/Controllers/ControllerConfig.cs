using Router.Documents;

namespace Router.Features.Controllers;

/// <summary><c>system controller</c>: who decides what this router runs, beside those who log in.</summary>
public sealed record ControllerConfig
{
    /// <summary>Where it is reached, the preferred one first; they are one controller.</summary>
    public ValueList<string> Urls { get; init; } = [];

    /// <summary>A token that lets the router in once, or its private key and certificate (PEM).</summary>
    public required SecretReference Identity { get; init; }

    /// <summary>The controller's authority (PEM): nobody else is believed.</summary>
    public required SecretReference Authority { get; init; }

    /// <summary>So often it states what it runs, and asks anew, at the least.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(10);
}
