namespace Router.Features.Ssh;

/// <summary>Where sshd has what is no setting.</summary>
public static class SshPlaces
{
    /// <summary>The one key that says who the router is; its script makes it, and its public line beside it.</summary>
    public const string HostKey = "/data/ssh/ssh_host_ed25519_key";
}
