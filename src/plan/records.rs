//! The records that only some kinds have: what their official samples ask for, and the structured parts of a plan of work.

use serde_json::json;

use super::decode::{choice, record};
use super::{Amount, Body, Date, KindName, Lines, Text};

record! {
    /// A text that a resolution or decision issues (Mẫu 1.3): own head, no number, no signature.
    pub struct Attached {
        kind: KindName = "loai", "Tên loại", "kind", "Loại của văn bản kèm theo.", "quy-che";
        subject: Lines = "trich_yeu", "Trích yếu", "subject", "Trích yếu của văn bản kèm theo.", "Tổ chức và hoạt động của Ban Chỉ đạo";
        numbering: Option<Vec<Text>> = "danh_so", "Kiểu đánh số", "numbering marks", "Dấu đánh số của từng cấp; không ghi thì theo loại.", json!(["Chương I", "Điều 1.", "1.", "a)"]);
        body: Body = "noi_dung", "Nội dung", "body", "Nội dung của văn bản kèm theo.";
        with_numbers: Option<bool> = "ghi_so", "Ghi số, ngày", "write number and date", "true (mặc định): ghi số, ngày của văn bản vào dòng (Kèm theo …); false: để trống, dùng cho văn bản điện tử.", false;
    }
}

record! {
    /// A telegram (Mẫu 1.6).
    pub struct Telegram {
        sender: Text = "nguoi_dien", "Người điện", "sender", "Cơ quan hoặc chức danh gửi điện, in trước chữ `điện:`.", "Chủ tịch Ủy ban nhân dân tỉnh Mẫu";
        receivers: Lines = "gui", "Nơi nhận điện", "receivers", "Các cơ quan, cá nhân nhận điện.";
    }
}

record! {
    /// An invitation (Mẫu 1.7).
    pub struct Invitation {
        guests: Lines = "kinh_moi", "Kính mời", "guests", "Cơ quan hoặc họ tên, chức vụ, đơn vị của người được mời; danh sách = mỗi nơi một dòng.";
        occasion: Text = "toi_du", "Tới dự", "occasion", "Tên (nội dung) của cuộc họp, hội thảo, hội nghị.", "Hội nghị sơ kết công tác Mặt trận 6 tháng đầu năm 2026";
        chair: Option<Text> = "chu_tri", "Chủ trì", "chair", "Người chủ trì.";
        time: Text = "thoi_gian", "Thời gian", "time", "Thời gian.", "08 giờ 00 phút, ngày 15 tháng 3 năm 2026";
        venue: Text = "dia_diem", "Địa điểm", "venue", "Địa điểm.";
    }
}

record! {
    /// A letter of introduction (Mẫu 1.8).
    pub struct Introduction {
        person: Text = "ong_ba", "Ông (bà)", "person", "Họ và tên người được giới thiệu.";
        title: Text = "chuc_vu", "Chức vụ", "office", "Chức vụ, đơn vị của người được giới thiệu.";
        sent_to: Text = "cu_den", "Được cử đến", "sent to", "Nơi được giới thiệu tới làm việc.";
        about: Text = "ve_viec", "Về việc", "about", "Việc cần làm.";
        valid_until: Date = "gia_tri_den", "Có giá trị đến", "valid until", "Ngày hết giá trị.", "2026-04-30";
    }
}

record! {
    /// A leave permit (Mẫu 1.10).
    pub struct Leave {
        requested: Date = "don_ngay", "Ngày làm đơn", "date of the request", "Ngày của Đơn đề nghị nghỉ phép.", "2026-03-02";
        person: Text = "ong_ba", "Ông (bà)", "person", "Họ và tên người được cấp giấy.";
        title: Text = "chuc_vu", "Chức vụ", "office", "Chức vụ, đơn vị.";
        days: Text = "so_ngay", "Số ngày", "days", "Thời gian nghỉ.", "05 ngày";
        from: Date = "tu_ngay", "Từ ngày", "from", "Ngày bắt đầu nghỉ.", "2026-03-09";
        until: Date = "den_ngay", "Đến ngày", "until", "Ngày nghỉ cuối cùng.", "2026-03-13";
        place: Text = "tai", "Nơi nghỉ", "place", "Nơi nghỉ phép.";
        counted_as: Text = "tinh_vao", "Tính vào", "counted as", "Thời gian nghỉ được tính vào.", "thời gian nghỉ hằng năm năm 2026";
        confirmation: Option<bool> = "xac_nhan", "Xác nhận", "confirmation", "true: chừa chỗ để nơi nghỉ phép xác nhận.", true;
    }
}

choice! {
    /// What the minutes are of.
    pub enum MeetingKind {
        /// A meeting.
        Meeting = "Cuộc họp",
        /// A conference.
        Conference = "Hội nghị",
        /// A seminar.
        Seminar = "Hội thảo",
    }
}

record! {
    /// Minutes (Mẫu 1.9).
    pub struct Minutes {
        begins: Text = "bat_dau", "Thời gian bắt đầu", "begins", "Thời gian bắt đầu.", "08 giờ 00 phút, ngày 15 tháng 3 năm 2026";
        venue: Text = "dia_diem", "Địa điểm", "venue", "Địa điểm.";
        attendance: Lines = "thanh_phan", "Thành phần tham dự", "attendance", "Thành phần tham dự; danh sách = mỗi dòng một gạch đầu dòng.";
        chair: Text = "chu_tri", "Chủ trì", "chair", "Chủ trì (chủ tọa).";
        secretary: Text = "thu_ky", "Thư ký", "secretary", "Thư ký (người ghi biên bản).";
        of: Option<MeetingKind> = "cuoc_hop", "Cuộc họp", "kind of meeting", "Chữ dùng ở câu kết thúc.", "Hội nghị";
        ends: Text = "ket_thuc", "Kết thúc", "ends", "Thời gian kết thúc.", "11 giờ 00 phút, ngày 15 tháng 3 năm 2026";
    }
}

record! {
    /// A party to a contract.
    pub struct Party {
        name: Text = "ten", "Tên", "name", "Tên của bên.", "Trường Trung học cơ sở Mẫu";
        role: Option<Text> = "vai", "Vai", "role", "Vai trong hợp đồng.", "Bên giao";
        address: Option<Text> = "dia_chi", "Địa chỉ", "address", "Địa chỉ.";
        phone: Option<Text> = "dien_thoai", "Điện thoại", "telephone", "Điện thoại.";
        tax_code: Option<Text> = "ma_so_thue", "Mã số thuế", "tax code", "Mã số thuế.";
        account: Option<Text> = "tai_khoan", "Tài khoản", "account", "Số tài khoản, nơi mở.";
        representative: Text = "dai_dien", "Đại diện", "representative", "Người đại diện.", "Ông Nguyễn Văn Mẫu";
        title: Text = "chuc_vu", "Chức vụ", "office", "Chức vụ của người đại diện.", "Hiệu trưởng";
    }
}

record! {
    /// Who does what by when.
    pub struct Assignment {
        task: Text = "noi_dung", "Nội dung công việc", "task", "Nội dung công việc.";
        lead: Text = "chu_tri", "Chủ trì", "lead", "Đơn vị, cá nhân chủ trì.";
        support: Option<Text> = "phoi_hop", "Phối hợp", "support", "Đơn vị phối hợp.";
        due: Option<Text> = "thoi_han", "Thời hạn", "due", "Thời hạn hoàn thành.", "trước ngày 30/4/2026";
        product: Option<Text> = "san_pham", "Sản phẩm", "product", "Sản phẩm, kết quả.";
    }
}

record! {
    /// A step of the schedule.
    pub struct Schedule {
        task: Text = "noi_dung", "Nội dung", "step", "Nội dung.";
        from: Date = "bat_dau", "Bắt đầu", "from", "Bắt đầu: ngày, hoặc tháng.", "2026-03-15";
        until: Date = "ket_thuc", "Kết thúc", "until", "Kết thúc: ngày, hoặc tháng.", "2026-04";
        unit: Option<Text> = "don_vi", "Đơn vị thực hiện", "unit", "Đơn vị thực hiện.";
    }
}

choice! {
    /// In what money is counted.
    pub enum MoneyUnit {
        /// Đồng.
        Dong = "dong",
        /// Thousands of đồng.
        Thousand = "nghin-dong",
        /// Millions of đồng.
        Million = "trieu-dong",
    }
}

record! {
    /// A budget.
    pub struct Budget {
        source: Option<Text> = "nguon", "Nguồn", "source", "Nguồn kinh phí.", "ngân sách xã năm 2026";
        unit: Option<MoneyUnit> = "don_vi_tinh", "Đơn vị tính", "unit", "Đơn vị tính của số tiền; mặc định là đồng.", "nghin-dong";
        lines: Vec<BudgetLine> = "dong", "Các dòng", "lines", "Các dòng dự toán.";
        total: Option<Amount> = "tong", "Tổng", "total", "Tổng số, nếu muốn chương trình đối chiếu; phải bằng tổng các dòng.", 12_500_000;
    }
}

record! {
    /// A line of a budget.
    pub struct BudgetLine {
        item: Text = "noi_dung", "Nội dung chi", "item", "Nội dung chi.";
        unit: Option<Text> = "don_vi_tinh", "Đơn vị tính", "unit", "Đơn vị tính của số lượng.", "người";
        quantity: Option<Amount> = "so_luong", "Số lượng", "quantity", "Số lượng.", 50;
        price: Option<Amount> = "don_gia", "Đơn giá", "price", "Đơn giá.", 100_000;
        amount: Option<Amount> = "thanh_tien", "Thành tiền", "amount", "Thành tiền; không ghi thì bằng số lượng nhân đơn giá.", 5_000_000;
        note: Option<Text> = "ghi_chu", "Ghi chú", "note", "Ghi chú.";
    }
}
