using Router.Api.Contract;
using Router.Documents;
using Router.Fleet.Inventories;

namespace Router.Fleet.Push;

/// <summary>A device and the configuration (YAML, checked) that it is to run.</summary>
public sealed record PushOrder(Device Device, string Document)
{
    /// <summary>Bytes in UTF-8 that the value of a secret may have.</summary>
    public const int LongestSecret = SecretValue.MaximumBytes;

    /// <summary>Sent first, by name.</summary>
    public ValueMap<string, string> Secrets { get; init; } = ValueMap<string, string>.Empty;

    /// <summary>Set files that the document names, sent before it.</summary>
    public ValueMap<string, string> SetFiles { get; init; } = ValueMap<string, string>.Empty;

    // Secrets stay out of logs and error texts.
    public override string ToString() => $"PushOrder {{ Device = {Device.Name} }}";
}

public sealed record PushSettings
{
    /// <summary>Minutes after which a device goes back by itself unless it is confirmed.</summary>
    public int ConfirmMinutes { get; init; } = 2;

    /// <summary>For the devices' history.</summary>
    public string? Comment { get; init; }

    /// <summary>After a cut-off, stay until the device has gone back, and look.</summary>
    public bool WaitReturn { get; init; }

    /// <summary>Connections at once; as many again for devices that are waited for.</summary>
    public int Parallel { get; init; } = 64;

    /// <summary>A confirmation that comes later than this before the end of the window may come too late.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after the end of the window a device may take to go back.</summary>
    public TimeSpan ReturnGrace { get; init; } = TimeSpan.FromSeconds(60);
}
