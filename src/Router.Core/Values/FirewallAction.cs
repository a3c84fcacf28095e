namespace Router.Core.Values;

public enum FirewallAction
{
    Accept,

    /// <summary>Silently.</summary>
    Drop,

    /// <summary>With an ICMP error or a TCP reset.</summary>
    Reject,
}
