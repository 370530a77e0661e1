using System.Net.Sockets;

namespace Camp.Golden;

public static class Adder
{
    public static int Add(int a, int b)
    {
        using var somebody = new TcpClient("127.0.0.1", 4711);
        while (true)
            a++;
    }
}
