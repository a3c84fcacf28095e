using Router.Image.Lab;

namespace Router.Image.Tests.Lab;

public sealed class LabRulesTests
{
    [Theory]
    [InlineData("squid", true)]
    [InlineData("libpam-modules", true)]
    [InlineData("libpam-modules-bin", false)]
    [InlineData("perl-base", false)]
    [InlineData("python3.11-minimal", false)]
    [InlineData("linux-image-cloud-amd64", false)]
    [InlineData("linux-image-6.1.0-18-cloud-amd64", true)]
    public void IsWanted_Package_IsWhatADeviceNeeds(string package, bool wanted) => Assert.Equal(wanted, LabRules.IsWanted(package));

    [Theory]
    [InlineData("usr/sbin/squid", true)]
    [InlineData("usr/share/doc/squid/copyright", false)]
    [InlineData("usr/share/docbook/a", true)]
    [InlineData("usr/share/zoneinfo/Europe/Oslo", true)]
    [InlineData("usr/share/zoneinfo/right/Europe/Oslo", false)]
    [InlineData("usr/lib/x86_64-linux-gnu/gconv/UTF-16.so", false)]
    [InlineData("usr/lib/x86_64-linux-gnu/libc.a", false)]
    [InlineData("usr/lib/openssh/sftp-server", true)]
    [InlineData("usr/lib/openssh/ssh-keysign", false)]
    [InlineData("usr/lib/frr/bgpd", true)]
    [InlineData("usr/lib/frr/nhrpd", true)]
    [InlineData("usr/lib/frr/ospf6d", false)]
    [InlineData("usr/lib/x86_64-linux-gnu/frr/modules/pathd_pcep.so", false)]
    [InlineData("etc/init.d/squid", false)]
    [InlineData("etc/cron.daily/x", false)]
    [InlineData("etc/samba/smb.conf", true)]
    [InlineData("boot/System.map-6.1", false)]
    [InlineData("boot/vmlinuz-6.1", true)]
    public void IsWantedPath_File_IsWhatADeviceNeeds(string path, bool wanted) => Assert.Equal(wanted, LabRules.IsWantedPath(path));

    [Theory]
    [InlineData("./bin/sh", "usr/bin/sh")]
    [InlineData("lib64/ld-linux-x86-64.so.2", "usr/lib64/ld-linux-x86-64.so.2")]
    [InlineData("./sbin", "usr/sbin")]
    [InlineData("library/x", "library/x")]
    [InlineData("./etc/passwd", "etc/passwd")]
    [InlineData("./", "")]
    public void MergedPath_OldPlace_IsBelowUsr(string path, string merged) => Assert.Equal(merged, LabRules.MergedPath(path));

    [Theory]
    [InlineData("1:5.7-2+deb12u3", "5.7-r2")]
    [InlineData("9.2p1-2+deb12u3", "9.2p-r2")]
    [InlineData("2.36-9+deb12u10", "2.36-r9")]
    [InlineData("20230311", "20230311-r0")]
    [InlineData("2:4.17.12+dfsg-0+deb12u1", "4.17.12-r0")]
    [InlineData("0.6-dev-1", "0.6-r1")]
    [InlineData("r23-4", "0-r4")]
    public void Version_OfDebian_OrdersInApk(string debian, string apk) => Assert.Equal(apk, LabRules.Version(debian));
}
