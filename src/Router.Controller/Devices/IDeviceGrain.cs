using Orleans.Concurrency;

namespace Router.Controller.Devices;

/// <summary>A device, by name. What is asked with a certificate's thumbprint is answered to that device alone.</summary>
internal interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>A token lets the device in until then; one of before does no more.</summary>
    /// <param name="tokenHash">SHA-256 of the token as hex: the token itself is kept nowhere.</param>
    Task InviteAsync(string tokenHash, DateTimeOffset until);

    /// <summary>Takes the certificate for the device's. False: the token is not good, or was used.</summary>
    Task<bool> EnrolAsync(string tokenHash, string thumbprint);

    /// <summary>Takes the next one for the device's too, and no other once it is used. False: the first one is not the device's.</summary>
    Task<bool> RenewAsync(string thumbprint, string next);

    /// <summary>No certificate is the device's, and no token lets it in.</summary>
    Task RevokeAsync();

    /// <summary>Its next statement is believed, whatever key it is signed with.</summary>
    Task TakeNewKeyAsync();

    /// <summary>What it is to run in a rollout, once that comes to it; a proposal of before is forgotten.</summary>
    Task ProposeAsync(Assignment proposal);

    /// <summary>It is to run that from now on. 0: another rollout has proposed something since.</summary>
    /// <returns>The revision.</returns>
    Task<long> AssignAsync(string rollout);

    /// <summary>Where it is to run what this rollout gave and has not applied it, it is to run what it was to run before.</summary>
    Task WithdrawAsync(string rollout);

    /// <summary>Waits for another revision than it has.</summary>
    [AlwaysInterleave]
    Task<Fetched> FetchAsync(string thumbprint, long have, TimeSpan wait);

    /// <summary>Null: it is believed. Else why it is not.</summary>
    Task<string?> ReportAsync(string thumbprint, Said said);

    [AlwaysInterleave]
    Task<Standing> StandAsync();
}
