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

    /// <summary>
    /// The number of the device's generation whose secrets and set files belong to the document: on a way back. Null: those that are
    /// stored there, or sent.
    /// </summary>
    public int? ValuesOf { get; init; }

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

    /// <summary>Let the device say first what it would do, with all its checks.</summary>
    public bool Forecast { get; init; }

    /// <summary>Nothing but that: nothing is sent that a device keeps.</summary>
    public bool DryRun { get; init; }

    /// <summary>Keep off devices where a commit waits for its confirmation, but for one with the same remark and document.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Keep all others off a device meanwhile, under this name; null: nobody is kept off.</summary>
    public string? Lock { get; init; }

    /// <summary>Confirm only what leaves services and meshes as they were.</summary>
    public bool Health { get; init; }

    /// <summary>So long they may take to come back.</summary>
    public TimeSpan HealthWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A confirmation that comes later than this before the end of the window may come too late.</summary>
    public TimeSpan Margin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after the end of the window a device may take to go back.</summary>
    public TimeSpan ReturnGrace { get; init; } = TimeSpan.FromSeconds(60);
}
