using Router.Documents;

namespace Router.Fleet.Rehearsals;

/// <summary>What a router is, as far as another release has to carry it. Of secrets the names alone, never a value.</summary>
public sealed record DeviceState
{
    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The document that runs (YAML).</summary>
    public required string Document { get; init; }

    public ValueList<string> SecretNames { get; init; } = [];

    public ValueList<string> SetFileNames { get; init; } = [];

    /// <summary>Its network cards; empty: not known.</summary>
    public ValueList<DeviceCard> Cards { get; init; } = [];

    /// <summary>Null: not known.</summary>
    public string? Board { get; init; }

    /// <summary>The version of its image; null: not known.</summary>
    public string? Image { get; init; }

    /// <summary>Null: not known.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>What is otherwise there than its document asks for, a line each.</summary>
    public ValueList<string> Notes { get; init; } = [];
}

/// <summary>A network card by the kernel's name. <paramref name="Used"/>: the document names it.</summary>
public sealed record DeviceCard(string Name, string? Mac, bool Used);
