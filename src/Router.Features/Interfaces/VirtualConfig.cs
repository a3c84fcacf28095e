using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Interfaces.Kinds;

namespace Router.Features.Interfaces;

/// <summary>
/// One way to make a link: the value of the key of an interface that says so (<c>vlan: 30</c>). Each kind is a record beside with
/// its shape and its checks, and one line in <see cref="VirtualShapes"/>.
/// </summary>
public abstract record VirtualConfig
{
    /// <summary>Whether <c>interfaces NAME on</c> has to be there, may be there, or means nothing.</summary>
    internal virtual OnUse On => OnUse.None;

    /// <summary>Ports that it takes; their key below the interface.</summary>
    internal virtual ValueList<DeviceReference> Ports => [];

    /// <summary>
    /// A session with a provider: a service makes the link when it comes about, and IPv4 address, default route and DNS servers with it.
    /// </summary>
    internal virtual bool IsSession => false;

    /// <summary>What the kernel is to make; of a session, what it will be.</summary>
    internal abstract LinkSettings Settings(VirtualContext context);

    /// <summary>Checks of this kind alone; <paramref name="path"/> is that of its key.</summary>
    internal virtual void Check(ILinkSurroundings around, Findings findings, string[] path, string name, InterfaceConfig itself)
    {
    }
}

/// <summary>
/// For whom the settings are. <paramref name="On"/>: the kernel's name of what it stands on. <paramref name="Secret"/>: the value
/// of a secret, for the key below the interface, with what it has to be; null: it is not there or not that, which was reported.
/// </summary>
internal sealed record VirtualContext(string Name, string? On, Func<SecretReference, string, Func<string, string?>, string?> Secret)
{
    /// <summary>For a check, which knows no kernel's names and no secrets: what it stands on is called as in the document.</summary>
    public static VirtualContext OnPaper(string name, InterfaceConfig settings) => new(name, settings.On ?? "", (_, _, _) => null);
}

internal enum OnUse
{
    None,
    Optional,
    Required,
}
